"""Batches say their name and note in English, too, and so do the choices of the registries that came ready."""

from django.db import migrations, models

REGIONS = {"上海市": "Shanghai", "江苏省": "Jiangsu", "浙江省": "Zhejiang", "安徽省": "Anhui", "其他": "Elsewhere"}
CHOICES = {  # (registry, field) → choice → English; as `ready.py` has them when this was written
    ("standards", "sort"): {
        "国家标准": "National standard",
        "行业标准": "Industry standard",
        "地方标准": "Local standard",
        "团体标准": "Group standard",
        "企业标准": "Enterprise standard",
    },
    ("standards", "mark"): {"上海标准": "Shanghai Standard"},
    ("brands", "category"): {"制造": "Manufacturing", "服务": "Services", "购物": "Shopping", "文化": "Culture"},
    ("members", "part"): {"发起单位": "Founding unit", "成员单位": "Member unit"},
    ("members", "region"): REGIONS,
    ("experts", "region"): REGIONS,
    ("publications", "sort"): {
        "释义": "Commentary",
        "白皮书": "White paper",
        "研究报告": "Research report",
        "统计数据": "Statistics",
        "其他": "Other",
    },
}


def say_in_english(apps, schema_editor):
    """What people have added themselves stays for them to say; nothing that is kept or found changes."""
    for registry in apps.get_model("registry", "Registry")._base_manager.exclude(ready=""):
        for row in registry.fields:
            known = CHOICES.get((registry.ready, row["key"]), {})
            said = {one: known[one] for one in row.get("choices", ()) if one in known}
            if said and not row.get("choices_en"):
                row["choices_en"] = said
        registry.save(update_fields=["fields"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_about_people")]
    operations = [
        migrations.AddField(
            model_name="batch",
            name="name_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="English name"),
        ),
        migrations.AddField(
            model_name="batch",
            name="note_en",
            field=models.TextField(blank=True, max_length=4000, verbose_name="what is released, in English"),
        ),
        migrations.RunPython(say_in_english, migrations.RunPython.noop),
    ]
