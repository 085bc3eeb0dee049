from worldday.base.ids import new_code
from worldday.units.models import Membership, Staff, Unit, UnitType


def make_unit(
    name: str = "某市市场监管局", *, parent: Unit | None = None, type: str = UnitType.BUREAU, **fields
) -> Unit:
    code = new_code()
    path = f"{parent.path if parent else '/'}{code}/"
    return Unit.objects.create(code=code, name=name, parent=parent, path=path, type=type, **fields)


def make_staff(name: str = "王一", *, unit: Unit | None = None, role: str = "organiser", email: str = "") -> Staff:
    """A person with the password `a long enough password`, serving `unit` in `role` if a unit is given."""
    staff = Staff.objects.create_user(email or f"{new_code()}@example.org", "a long enough password", name=name)
    if unit is not None:
        Membership.objects.create(staff=staff, unit=unit, role=role)
    return staff
