"""Organisations as a tree, the names they go by, and the people who work for them."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from worldday.base.ids import new_code


class UnitType(models.TextChoices):
    BUREAU = "bureau", _("Bureau")
    DISTRICT = "district", _("District bureau")
    OFFICE = "office", _("Office")
    INSTITUTE = "institute", _("Institute")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    MEDIA = "media", _("Media")
    PARTNER = "partner", _("Partner province or city")
    OTHER = "other", _("Other")


class Unit(models.Model):
    """单位. `path` is the chain of codes from the root, `/aaaa/bbbb/`, so that a subtree is one prefix."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    type = models.CharField(_("type"), max_length=20, default=UnitType.OTHER)
    district = models.CharField(
        _("district"), max_length=20, blank=True
    )  # 浦东新区, 崇明区 …; "" = whole city or outside
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("parent unit")
    )
    path = models.CharField(max_length=255, unique=True, editable=False)
    contact = models.CharField(_("public contact point"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")

    CHOICES = {"type": UnitType}

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="unit_name_in_parent",
                violation_error_message=_("A unit of this name stands below this parent already."),
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(closed_on=None), name="unit_merged_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def root_path(self) -> str:
        """Path of the authority at the top of this unit's tree."""
        return f"/{self.path.split('/')[1]}/"


class UnitAlias(models.Model):
    """Another spelling of a unit, such as 市局; unique within its authority's tree."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    root_path = models.CharField(max_length=16)
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)  # base.text.fold(text)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root_path", "folded"], name="unit_alias_in_tree")]


class UnitGroup(models.Model):
    """A phrase that stands for several units: “各区市场监管局” means the 16 district bureaus and Lingang."""

    root = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=120)
    phrases = models.JSONField(default=list)  # spellings, compared with base.text.fold
    members = models.ManyToManyField(Unit, related_name="member_of")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "name"], name="unit_group_in_root")]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Staff":
        """For tests and `createsuperuser`; the desk uses `actions.invite`. No password means none works."""
        staff = self.model(email=self.normalize_email(email).lower(), **fields)
        staff.set_password(password)
        staff.save()
        return staff

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "Staff":
        return self.create_user(email, password, is_superuser=True, **fields)


class Staff(AbstractBaseUser, PermissionsMixin):
    """A person who works in the desk. What they may do comes from their memberships, see `roles.py`."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = StaffManager()
    answers = True  # the audit trail says from where, see base/audit.py

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")

    def __str__(self) -> str:
        return self.name

    @property
    def actor_ref(self) -> str:
        return self.code

    @property
    def actor_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's own admin is not installed; Wagtail and allauth ask only in passing."""
        return self.is_active

    @property
    def first_name(self) -> str:
        """What Wagtail's menu calls a person by."""
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Membership(models.Model):
    """One person serving one unit in one role; a person may have several."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    role = models.SlugField(_("role"), max_length=20)  # a key of roles.ROLES
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "unit", "role"], name="membership_once")]
