"""The workspace: people and grants, organisations, cases, the yearly cycle, plans, follow-ups, exchange."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from fardplan.store.migrations._together import together


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("store", "0006_audit_chain"),
    ]

    operations = together(
        [
            migrations.AddField(
                model_name="auditevent",
                name="decision",
                field=models.TextField(null=True),
            ),
            migrations.AddIndex(
                model_name="auditevent",
                index=models.Index(models.F("actor"), models.F("number"), name="audit_by_actor"),
            ),
            migrations.AddIndex(
                model_name="auditevent",
                index=models.Index(models.F("action"), models.F("number"), name="audit_by_action"),
            ),
            migrations.AddIndex(
                model_name="auditevent",
                index=models.Index(models.F("at"), name="audit_by_time"),
            ),
            migrations.AddIndex(
                model_name="auditevent",
                index=models.Index(
                    fields=["subject"], name="audit_by_subject", opclasses=["varchar_pattern_ops"]
                ),
            ),
            migrations.AddField(
                model_name="user",
                name="away_from",
                field=models.DateField(null=True),
            ),
            migrations.AddField(
                model_name="user",
                name="away_to",
                field=models.DateField(null=True),
            ),
            migrations.AddField(
                model_name="user",
                name="demonstration",
                field=models.BooleanField(default=False),
            ),
            migrations.AddField(
                model_name="user",
                name="deputy",
                field=models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="deputy_of",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="user",
                name="ended",
                field=models.DateField(null=True),
            ),
            migrations.AddField(
                model_name="user",
                name="language",
                field=models.CharField(default="sv", max_length=2),
            ),
            migrations.AddField(
                model_name="user",
                name="reminders",
                field=models.BooleanField(default=True),
            ),
            migrations.AddField(
                model_name="user",
                name="revision",
                field=models.PositiveIntegerField(default=1),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(("language__in", ("sv", "en"))), name="user_language"
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("away_from__isnull", True), ("away_to__isnull", True)),
                        models.Q(("away_from__isnull", False), ("away_to__isnull", False)),
                        _connector="OR",
                    ),
                    name="user_away_whole",
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("away_to__isnull", True), ("away_to__gte", models.F("away_from")), _connector="OR"
                    ),
                    name="user_away_ordered",
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.CheckConstraint(
                    condition=models.Q(("deputy", models.F("id")), _negated=True),
                    name="user_deputy_is_another",
                ),
            ),
            migrations.AddConstraint(
                model_name="user",
                constraint=models.UniqueConstraint(
                    django.db.models.functions.text.Lower("email"),
                    condition=models.Q(("email", ""), _negated=True),
                    name="user_email_once",
                ),
            ),
            migrations.CreateModel(
                name="Organisation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=80, unique=True)),
                    ("name_sv", models.TextField()),
                    ("name_en", models.TextField(null=True)),
                    ("kind", models.CharField(max_length=14)),
                    ("area", models.CharField(max_length=80, null=True)),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="units",
                            to="store.organisation",
                        ),
                    ),
                    ("valid_from", models.DateField(null=True)),
                    ("valid_to", models.DateField(null=True)),
                    ("source", models.TextField(null=True)),
                    ("packaged", models.BooleanField(default=False)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "ordering": ("position", "key"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    (
                                        "council",
                                        "executive",
                                        "board",
                                        "district_board",
                                        "company",
                                        "unit",
                                        "other",
                                    ),
                                )
                            ),
                            name="organisation_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "unit"), _negated=True),
                                ("parent__isnull", False),
                                _connector="OR",
                            ),
                            name="organisation_unit_has_parent",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to__isnull", True),
                                ("valid_from__isnull", True),
                                ("valid_to__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="organisation_ordered",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecisionRecord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("body", models.TextField()),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="store.organisation",
                        ),
                    ),
                    ("date", models.DateField()),
                    ("paragraph", models.TextField()),
                    ("dnr", models.TextField()),
                    ("text", models.TextField(null=True)),
                    ("recorded_by", models.CharField(max_length=150)),
                    ("recorded_at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("date", "id"),
                },
            ),
            migrations.CreateModel(
                name="RoadmapCase",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    ("title", models.TextField()),
                    ("dnr", models.TextField(null=True)),
                    ("state", models.CharField(max_length=20)),
                    ("content", models.JSONField()),
                    (
                        "based_on",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.roadmapversion",
                        ),
                    ),
                    (
                        "referred",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.roadmapversion",
                        ),
                    ),
                    (
                        "proposed",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.roadmapversion",
                        ),
                    ),
                    ("referral_last_day", models.DateField(null=True)),
                    ("opened_on", models.DateField()),
                    ("opened_by", models.CharField(max_length=150)),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("-id",),
                },
            ),
            migrations.CreateModel(
                name="ReferralAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="store.roadmapcase",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.roadmapversion",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="referral_answers",
                            to="store.organisation",
                        ),
                    ),
                    ("asked_on", models.DateField()),
                    ("last_day", models.DateField()),
                    ("state", models.CharField(max_length=8)),
                    ("position", models.CharField(max_length=22, null=True)),
                    ("text", models.TextField(default="")),
                    ("comments", models.JSONField(default=dict)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("answered_on", models.DateField(null=True)),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("case"),
                            models.F("version"),
                            models.F("organisation"),
                            name="answer_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_on__isnull", True), ("state__in", ("asked", "writing"))),
                                models.Q(
                                    ("answered_on__isnull", False),
                                    ("position__isnull", False),
                                    ("state", "answered"),
                                ),
                                _connector="OR",
                            ),
                            name="answer_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("position__isnull", True),
                                (
                                    "position__in",
                                    ("supports", "supports_with_comments", "rejects", "abstains"),
                                ),
                                _connector="OR",
                            ),
                            name="answer_position",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AnswerRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.referralanswer",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("revision",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("answer"), models.F("revision"), name="answer_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Assessment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.CharField(max_length=12)),
                    ("subject", models.CharField(max_length=80)),
                    ("period", models.CharField(max_length=12)),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="assessments",
                            to="store.organisation",
                        ),
                    ),
                    ("judgement", models.CharField(max_length=10)),
                    ("why", models.TextField()),
                    ("computed", models.JSONField(null=True)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("id",),
                    "indexes": [
                        models.Index(fields=["kind", "subject", "period"], name="assessment_subject")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ("milestone", "council_item"))),
                            name="assessment_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("judgement__in", ("fully", "partly", "not", "no_outcome"))),
                            name="assessment_judgement",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CycleYear",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveIntegerField(unique=True)),
                    ("template", models.CharField(max_length=80)),
                    ("state", models.CharField(default="open", max_length=6)),
                    ("closes", models.DateField()),
                    ("takes_part", models.JSONField(default=list)),
                    ("opened_by", models.CharField(max_length=150)),
                    ("opened_at", models.DateTimeField()),
                    ("opened_on", models.DateField()),
                    ("closed_by", models.CharField(max_length=150, null=True)),
                    ("closed_at", models.DateTimeField(null=True)),
                    ("closed_on", models.DateField(null=True)),
                ],
                options={
                    "ordering": ("-year",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_on__isnull", True), ("state", "open")),
                                models.Q(
                                    ("closed_by__isnull", False),
                                    ("closed_on__isnull", False),
                                    ("state", "closed"),
                                ),
                                _connector="OR",
                            ),
                            name="year_state",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BudgetAdoption",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "year",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="adoption",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="adoptions",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="Candidate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    ("milestone", models.CharField(max_length=80)),
                    ("indicator", models.CharField(max_length=80)),
                    ("name", models.TextField()),
                    ("level", models.FloatField()),
                    ("year", models.PositiveIntegerField()),
                    ("reasons", models.TextField(default="")),
                    ("state", models.CharField(max_length=10)),
                    ("answers", models.JSONField()),
                    ("day", models.DateField()),
                    ("based_on", models.PositiveIntegerField()),
                    (
                        "case",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="candidates",
                            to="store.roadmapcase",
                        ),
                    ),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("-id",),
                    "indexes": [models.Index(fields=["milestone"], name="candidate_milestone")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("kept", "proposed", "dropped"))),
                            name="candidate_state",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CandidateRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "candidate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.candidate",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("revision",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("candidate"), models.F("revision"), name="candidate_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseDocument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "case",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="document",
                            to="store.roadmapcase",
                        ),
                    ),
                    ("sha256", models.CharField(max_length=64)),
                    ("name", models.TextField()),
                    ("size", models.PositiveIntegerField()),
                    ("draft", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("-id",),
                },
            ),
            migrations.CreateModel(
                name="CaseRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.roadmapcase",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("what", models.CharField(max_length=20)),
                    ("part", models.CharField(default="", max_length=100)),
                    ("why", models.TextField(null=True)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("revision",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("case"), models.F("revision"), name="case_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="store.roadmapcase",
                        ),
                    ),
                    ("move", models.CharField(max_length=20)),
                    ("from_state", models.CharField(max_length=20, null=True)),
                    ("to_state", models.CharField(max_length=20)),
                    (
                        "version",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.roadmapversion",
                        ),
                    ),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("why", models.TextField(null=True)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="CouncilItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="council_items",
                            to="store.cycleyear",
                        ),
                    ),
                    ("key", models.CharField(max_length=80)),
                    ("kind", models.CharField(max_length=20)),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="store.councilitem",
                        ),
                    ),
                    ("text_sv", models.TextField()),
                    ("text_en", models.TextField(null=True)),
                    ("indicator", models.CharField(max_length=80, null=True)),
                    ("unit", models.CharField(max_length=40, null=True)),
                    ("wanted", models.CharField(max_length=4, null=True)),
                    ("target", models.FloatField(null=True)),
                    ("target_text", models.TextField(null=True)),
                    ("by_sex", models.BooleanField(default=False)),
                    ("starts", models.DateField(null=True)),
                    ("ends", models.DateField(null=True)),
                    ("state", models.CharField(default="active", max_length=9)),
                    ("position", models.PositiveIntegerField()),
                    ("source", models.TextField(null=True)),
                    (
                        "carried_from",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="carried_to",
                            to="store.councilitem",
                        ),
                    ),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("year", "position", "id"),
                    "constraints": [
                        models.UniqueConstraint(models.F("year"), models.F("key"), name="council_item_key"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    (
                                        "orientation_goal",
                                        "area_goal",
                                        "council_indicator",
                                        "council_activity",
                                    ),
                                )
                            ),
                            name="council_item_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("active", "proposed", "withdrawn"))),
                            name="council_item_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("wanted__isnull", True), ("wanted__in", ("up", "down")), _connector="OR"
                            ),
                            name="council_item_wanted",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("target__isnull", True), ("target_text__isnull", True), _connector="OR"
                            ),
                            name="council_item_one_target",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChangeRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="store.cycleyear",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("kind", models.CharField(max_length=11)),
                    (
                        "council",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="store.councilitem",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="store.organisation",
                        ),
                    ),
                    ("before", models.TextField(null=True)),
                    ("after", models.TextField(null=True)),
                    ("why", models.TextField()),
                    (
                        "proposed_for",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proposals",
                            to="store.organisation",
                        ),
                    ),
                    ("proposed", models.DateField()),
                    ("state", models.CharField(default="proposed", max_length=9)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("effective", models.DateField(null=True)),
                    ("declined_why", models.TextField(null=True)),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("year", "number"),
                    "constraints": [
                        models.UniqueConstraint(models.F("year"), models.F("number"), name="change_number"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ("wording", "target", "responsible", "ends", "new"))
                            ),
                            name="change_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ("proposed", "collected", "approved", "declined", "withdrawn"))
                            ),
                            name="change_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "approved"), _negated=True),
                                models.Q(("decision__isnull", False), ("effective__isnull", False)),
                                _connector="OR",
                            ),
                            name="change_approved_by_decision",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "declined"), _negated=True),
                                ("declined_why__isnull", False),
                                _connector="OR",
                            ),
                            name="change_declined_with_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Consideration",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="considerations",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="considerations",
                            to="store.organisation",
                        ),
                    ),
                    ("target_area", models.CharField(max_length=80)),
                    ("strategy", models.CharField(default="", max_length=80)),
                    ("answer", models.CharField(max_length=13)),
                    ("why", models.TextField(default="")),
                    ("basis", models.CharField(max_length=64)),
                    ("programme", models.BooleanField(default=False)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("id",),
                    "indexes": [models.Index(fields=["year", "organisation"], name="consideration_of_board")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answer__in", ("acts", "ordinary_work", "not_acting", "not_ours"))
                            ),
                            name="consideration_answer",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "not_acting"), _negated=True),
                                models.Q(("why", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="consideration_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Correction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="store.organisation",
                        ),
                    ),
                    ("subject", models.CharField(max_length=160)),
                    ("field", models.CharField(max_length=40)),
                    ("before", models.JSONField(null=True)),
                    ("after", models.JSONField(null=True)),
                    ("why", models.TextField()),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("by", models.CharField(max_length=150)),
                    ("day", models.DateField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                    "indexes": [models.Index(fields=["year", "organisation"], name="correction_of_board")],
                },
            ),
            migrations.CreateModel(
                name="CouncilResponsible",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="responsible",
                            to="store.councilitem",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="council_items",
                            to="store.organisation",
                        ),
                    ),
                    ("target", models.FloatField(null=True)),
                    ("target_text", models.TextField(null=True)),
                    ("ended", models.DateField(null=True)),
                ],
                options={
                    "ordering": ("item", "organisation"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("item"), models.F("organisation"), name="council_responsible_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("target__isnull", True), ("target_text__isnull", True), _connector="OR"
                            ),
                            name="responsible_one_target",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CouncilRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.councilitem",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("item", "revision"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("item"), models.F("revision"), name="council_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CycleStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="steps",
                            to="store.cycleyear",
                        ),
                    ),
                    ("key", models.CharField(max_length=40)),
                    ("kind", models.CharField(max_length=10)),
                    ("name_sv", models.TextField()),
                    ("name_en", models.TextField(null=True)),
                    ("opens", models.DateField()),
                    ("per", models.DateField(null=True)),
                    ("ready_by", models.DateField()),
                    ("decided_from", models.DateField()),
                    ("decided_by", models.DateField()),
                    ("days_before_meeting", models.PositiveIntegerField(default=14)),
                    ("position", models.PositiveIntegerField()),
                ],
                options={
                    "ordering": ("year", "position"),
                    "constraints": [
                        models.UniqueConstraint(models.F("year"), models.F("key"), name="step_key"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ("input", "budget", "plan", "report", "closing"))
                            ),
                            name="step_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_by__gte", models.F("decided_from")),
                                ("decided_from__gte", models.F("ready_by")),
                                ("ready_by__gte", models.F("opens")),
                            ),
                            name="step_ordered",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentDoubt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="doubts",
                            to="store.casedocument",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("doubt", models.JSONField()),
                ],
                options={
                    "ordering": ("document", "number"),
                    "constraints": [
                        models.UniqueConstraint(models.F("document"), models.F("number"), name="doubt_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="DoubtRuling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "doubt",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="rulings",
                            to="store.documentdoubt",
                        ),
                    ),
                    ("resolution", models.CharField(max_length=10)),
                    ("reading", models.TextField(null=True)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("reading__isnull", False), ("resolution__in", ("chosen", "written"))
                                ),
                                models.Q(
                                    ("reading__isnull", True), ("resolution__in", ("as_read", "undone"))
                                ),
                                _connector="OR",
                            ),
                            name="ruling_resolution",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImportFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.CharField(max_length=9)),
                    ("system", models.CharField(default="", max_length=80)),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="store.organisation",
                        ),
                    ),
                    (
                        "step",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="files",
                            to="store.cyclestep",
                        ),
                    ),
                    ("name", models.TextField()),
                    ("sha256", models.CharField(max_length=64)),
                    ("content", models.BinaryField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ("export", "plan", "follow_up"))),
                            name="import_file_kind",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImportMapping",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("system", models.CharField(max_length=80)),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="mappings",
                            to="store.cycleyear",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("mapping", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("system", "year", "revision"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("system"),
                            models.F("year"),
                            models.F("revision"),
                            name="mapping_revision_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ImportRun",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="runs",
                            to="store.importfile",
                        ),
                    ),
                    (
                        "mapping",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="runs",
                            to="store.importmapping",
                        ),
                    ),
                    ("rows", models.PositiveIntegerField()),
                    ("outcome", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-id",),
                },
            ),
            migrations.CreateModel(
                name="PlanItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="plan_items",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="plan_items",
                            to="store.organisation",
                        ),
                    ),
                    ("kind", models.CharField(max_length=20)),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="store.planitem",
                        ),
                    ),
                    (
                        "council",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="store.councilitem",
                        ),
                    ),
                    ("text", models.TextField()),
                    ("expected", models.TextField(default="")),
                    ("indicator", models.CharField(max_length=80, null=True)),
                    ("unit", models.CharField(max_length=40, null=True)),
                    ("wanted", models.CharField(max_length=4, null=True)),
                    ("target", models.FloatField(null=True)),
                    ("target_text", models.TextField(null=True)),
                    ("by_sex", models.BooleanField(default=False)),
                    (
                        "responsible",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="plan_items",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("responsible_name", models.TextField(default="")),
                    ("starts", models.DateField(null=True)),
                    ("ends", models.DateField(null=True)),
                    ("programme", models.BooleanField(default=False)),
                    ("state", models.CharField(default="active", max_length=11)),
                    ("dropped_on", models.DateField(null=True)),
                    ("dropped_why", models.TextField(null=True)),
                    ("position", models.PositiveIntegerField()),
                    (
                        "carried_from",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="carried_to",
                            to="store.planitem",
                        ),
                    ),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("year", "organisation", "position", "id"),
                    "indexes": [
                        models.Index(fields=["year", "organisation"], name="plan_item_of_board"),
                        models.Index(fields=["responsible", "year"], name="plan_item_of_person"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    ("board_goal", "board_indicator", "board_activity", "undertaking"),
                                )
                            ),
                            name="plan_item_kind",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("active", "dropped", "handed_over"))),
                            name="plan_item_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("dropped_on__isnull", True), ("state", "active")),
                                models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("dropped_on__isnull", False),
                                    ("dropped_why__isnull", False),
                                    models.Q(("dropped_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="plan_item_dropped",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("wanted__isnull", True), ("wanted__in", ("up", "down")), _connector="OR"
                            ),
                            name="plan_item_wanted",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("target__isnull", True), ("target_text__isnull", True), _connector="OR"
                            ),
                            name="plan_item_one_target",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("starts__isnull", True),
                                ("ends__isnull", True),
                                ("ends__gte", models.F("starts")),
                                _connector="OR",
                            ),
                            name="plan_item_ordered",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("origin__in", ("entered", "imported", "simulated"))),
                            name="plan_item_origin",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExternalItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("system", models.CharField(max_length=80)),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="external_items",
                            to="store.cycleyear",
                        ),
                    ),
                    ("external_id", models.CharField(max_length=200, null=True)),
                    ("kind", models.CharField(max_length=20)),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="external_items",
                            to="store.organisation",
                        ),
                    ),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="store.externalitem",
                        ),
                    ),
                    ("title", models.TextField()),
                    ("contents", models.JSONField()),
                    (
                        "item",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="external",
                            to="store.planitem",
                        ),
                    ),
                    (
                        "council",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="external",
                            to="store.councilitem",
                        ),
                    ),
                    (
                        "first_run",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="brought",
                            to="store.importrun",
                        ),
                    ),
                    (
                        "last_run",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="store.importrun",
                        ),
                    ),
                    ("gone", models.BooleanField(default=False)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("system"),
                            models.F("year"),
                            models.F("external_id"),
                            models.F("kind"),
                            models.F("organisation"),
                            condition=models.Q(("external_id__isnull", False)),
                            name="external_item_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("item__isnull", True), ("council__isnull", True), _connector="OR"
                            ),
                            name="external_item_is_one",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUp",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "step",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="store.cyclestep",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="store.organisation",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="store.planitem",
                        ),
                    ),
                    (
                        "council",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="follow_ups",
                            to="store.councilitem",
                        ),
                    ),
                    ("outcome", models.FloatField(null=True)),
                    ("outcome_women", models.FloatField(null=True)),
                    ("outcome_men", models.FloatField(null=True)),
                    ("judgement", models.CharField(max_length=10, null=True)),
                    ("activity", models.CharField(max_length=10, null=True)),
                    ("new_end", models.DateField(null=True)),
                    ("text", models.TextField(default="")),
                    ("missing_why", models.TextField(default="")),
                    ("stopped_why", models.TextField(default="")),
                    ("written_by", models.CharField(max_length=150, null=True)),
                    ("written_at", models.DateTimeField(null=True)),
                    ("prefilled", models.JSONField(null=True)),
                    ("ready", models.BooleanField(default=False)),
                    ("ready_by", models.CharField(max_length=150, null=True)),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("step", "organisation", "id"),
                    "indexes": [models.Index(fields=["organisation", "step"], name="follow_up_of_board")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("council__isnull", True), ("item__isnull", False)),
                                models.Q(("council__isnull", False), ("item__isnull", True)),
                                _connector="OR",
                            ),
                            name="follow_up_of_one",
                        ),
                        models.UniqueConstraint(
                            models.F("step"),
                            models.F("item"),
                            condition=models.Q(("item__isnull", False)),
                            name="follow_up_of_item_once",
                        ),
                        models.UniqueConstraint(
                            models.F("step"),
                            models.F("organisation"),
                            models.F("council"),
                            condition=models.Q(("council__isnull", False)),
                            name="follow_up_of_council_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("judgement__isnull", True),
                                ("judgement__in", ("fully", "partly", "not", "no_outcome")),
                                _connector="OR",
                            ),
                            name="follow_up_judgement",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("activity__isnull", True),
                                ("activity__in", ("not_begun", "under_way", "done", "delayed", "stopped")),
                                _connector="OR",
                            ),
                            name="follow_up_activity",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ready", False), ("ready_by__isnull", False), _connector="OR"
                            ),
                            name="follow_up_ready_by",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUpRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "follow_up",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.followup",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("beside", models.PositiveIntegerField(null=True)),
                    ("by", models.CharField(max_length=150)),
                    ("day", models.DateField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("follow_up", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("follow_up"),
                            models.F("revision"),
                            condition=models.Q(("beside__isnull", True)),
                            name="follow_up_revision_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="KeptText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("subject", models.CharField(max_length=160)),
                    ("field", models.CharField(max_length=40)),
                    ("text", models.TextField()),
                    ("made_from", models.PositiveIntegerField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="OwnTarget",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="own_targets",
                            to="store.councilitem",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="own_targets",
                            to="store.organisation",
                        ),
                    ),
                    ("target", models.FloatField(null=True)),
                    ("target_text", models.TextField(null=True)),
                    ("why", models.TextField(null=True)),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("target__isnull", True), ("target_text__isnull", True), _connector="OR"
                            ),
                            name="own_target_is_one",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanMaster",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "year",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="masters",
                            to="store.cycleyear",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="masters",
                            to="store.organisation",
                        ),
                    ),
                    ("system", models.CharField(max_length=80)),
                    ("why", models.TextField(null=True)),
                    ("set_on", models.DateField()),
                    ("set_by", models.CharField(max_length=150)),
                    ("ended_on", models.DateField(null=True)),
                    ("ended_by", models.CharField(max_length=150, null=True)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("year"),
                            models.F("organisation"),
                            condition=models.Q(("ended_on__isnull", True), ("organisation__isnull", False)),
                            name="plan_master_once",
                        ),
                        models.UniqueConstraint(
                            models.F("year"),
                            condition=models.Q(("ended_on__isnull", True), ("organisation__isnull", True)),
                            name="plan_master_of_all_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.planitem",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("content", models.JSONField()),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("item", "revision"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("item"), models.F("revision"), name="plan_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Relay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "decision_point",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relays",
                            to="store.decisionpoint",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relays",
                            to="store.organisation",
                        ),
                    ),
                    (
                        "through",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="onward",
                            to="store.relay",
                        ),
                    ),
                    ("state", models.CharField(max_length=12)),
                    ("due", models.DateField(null=True)),
                    ("relayed_on", models.DateField(null=True)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("note", models.TextField(default="")),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("decision_point", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("decision_point"), models.F("organisation"), name="relay_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ("waiting", "relayed", "taken_over", "released")),
                                models.Q(
                                    ("decision__isnull", False), ("state__in", ("decided", "considered"))
                                ),
                                _connector="OR",
                            ),
                            name="relay_state",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RelayRevision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "relay",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="revisions",
                            to="store.relay",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("state", models.CharField(max_length=12)),
                    ("due", models.DateField(null=True)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("note", models.TextField(default="")),
                    ("day", models.DateField()),
                    ("by", models.CharField(max_length=150)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("revision",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("relay"), models.F("revision"), name="relay_revision_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReminderSent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reminders_sent",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("day", models.DateField()),
                    ("items", models.PositiveIntegerField()),
                    ("handed_over", models.BooleanField(default=False)),
                ],
                options={
                    "ordering": ("day", "person"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("person"), models.F("day"), name="reminder_once_a_day"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoadmapLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="links",
                            to="store.planitem",
                        ),
                    ),
                    (
                        "council",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="links",
                            to="store.councilitem",
                        ),
                    ),
                    ("strategy", models.CharField(max_length=80, null=True)),
                    ("milestone", models.CharField(max_length=80, null=True)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("council__isnull", True), ("item__isnull", False)),
                                models.Q(("council__isnull", False), ("item__isnull", True)),
                                _connector="OR",
                            ),
                            name="link_from_one",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("milestone__isnull", True), ("strategy__isnull", False)),
                                models.Q(("milestone__isnull", False), ("strategy__isnull", True)),
                                _connector="OR",
                            ),
                            name="link_to_one",
                        ),
                        models.UniqueConstraint(
                            models.F("item"),
                            models.F("strategy"),
                            condition=models.Q(("item__isnull", False), ("strategy__isnull", False)),
                            name="item_strategy_once",
                        ),
                        models.UniqueConstraint(
                            models.F("item"),
                            models.F("milestone"),
                            condition=models.Q(("item__isnull", False), ("milestone__isnull", False)),
                            name="item_milestone_once",
                        ),
                        models.UniqueConstraint(
                            models.F("council"),
                            models.F("strategy"),
                            condition=models.Q(("council__isnull", False), ("strategy__isnull", False)),
                            name="council_strategy_once",
                        ),
                        models.UniqueConstraint(
                            models.F("council"),
                            models.F("milestone"),
                            condition=models.Q(("council__isnull", False), ("milestone__isnull", False)),
                            name="council_milestone_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoleGrant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("role", models.CharField(max_length=20)),
                    (
                        "organisation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
                            to="store.organisation",
                        ),
                    ),
                    ("target_area", models.CharField(max_length=80, null=True)),
                    ("valid_from", models.DateField()),
                    ("valid_to", models.DateField(null=True)),
                    ("given_by", models.CharField(max_length=150)),
                    ("given_at", models.DateTimeField()),
                    ("why", models.TextField(null=True)),
                    ("source", models.CharField(max_length=40, null=True)),
                    ("ended_on", models.DateField(null=True)),
                    ("ended_by", models.CharField(max_length=150, null=True)),
                    ("ended_why", models.TextField(null=True)),
                ],
                options={
                    "ordering": ("user", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to__isnull", True),
                                ("valid_to__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="grant_ordered",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_by__isnull", True), ("ended_on__isnull", True)),
                                models.Q(("ended_by__isnull", False), ("ended_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="grant_ended_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Submission",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("revision", models.PositiveIntegerField(default=1)),
                    ("updated_by", models.CharField(max_length=150)),
                    ("updated_at", models.DateTimeField()),
                    (
                        "step",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="submissions",
                            to="store.cyclestep",
                        ),
                    ),
                    (
                        "organisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="submissions",
                            to="store.organisation",
                        ),
                    ),
                    ("state", models.CharField(max_length=12)),
                    ("meeting", models.DateField(null=True)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("text", models.TextField(default="")),
                    ("late", models.BooleanField(default=False)),
                    ("taken_in_until", models.DateField(null=True)),
                    ("taken_in_why", models.TextField(null=True)),
                    ("taken_in_by", models.CharField(max_length=150, null=True)),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("step", "organisation"),
                    "indexes": [models.Index(fields=["organisation", "state"], name="submission_of_board")],
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("step"), models.F("organisation"), name="submission_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    (
                                        "not_begun",
                                        "writing",
                                        "ready",
                                        "returned",
                                        "approved",
                                        "decided",
                                        "ended",
                                    ),
                                )
                            ),
                            name="submission_state",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "decided"), _negated=True),
                                ("decision__isnull", False),
                                _connector="OR",
                            ),
                            name="submission_decided_by_decision",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("taken_in_by__isnull", True),
                                    ("taken_in_until__isnull", True),
                                    ("taken_in_why__isnull", True),
                                ),
                                models.Q(
                                    ("taken_in_by__isnull", False),
                                    ("taken_in_until__isnull", False),
                                    ("taken_in_why__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="submission_taken_in_whole",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SubmissionEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "submission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="events",
                            to="store.submission",
                        ),
                    ),
                    ("move", models.CharField(max_length=10)),
                    ("from_state", models.CharField(max_length=12)),
                    ("to_state", models.CharField(max_length=12)),
                    ("comment", models.TextField(null=True)),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="store.decisionrecord",
                        ),
                    ),
                    ("by", models.CharField(max_length=150)),
                    ("day", models.DateField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="SubmissionText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "submission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="texts",
                            to="store.submission",
                        ),
                    ),
                    ("revision", models.PositiveIntegerField()),
                    ("text", models.TextField()),
                    ("by", models.CharField(max_length=150)),
                    ("day", models.DateField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("submission", "revision"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("submission"), models.F("revision"), name="submission_text_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Succession",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "predecessor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="successions",
                            to="store.organisation",
                        ),
                    ),
                    (
                        "successor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="predecessions",
                            to="store.organisation",
                        ),
                    ),
                    ("day", models.DateField()),
                    (
                        "decision",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, to="store.decisionrecord"
                        ),
                    ),
                    ("carried_at", models.DateTimeField(null=True)),
                    ("carried_by", models.CharField(max_length=150, null=True)),
                ],
                options={
                    "ordering": ("day", "id"),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("predecessor"), models.F("successor"), name="succession_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                            name="succession_of_another",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("kind", models.CharField(max_length=40)),
                    ("subject", models.CharField(max_length=200)),
                    ("language", models.CharField(max_length=2)),
                    ("key", models.CharField(max_length=200)),
                    ("revision", models.PositiveIntegerField()),
                    ("paragraphs", models.JSONField()),
                    ("beside", models.PositiveIntegerField(null=True)),
                    ("written_by", models.CharField(max_length=150)),
                    ("written_at", models.DateTimeField()),
                    ("day", models.DateField()),
                    ("origin", models.CharField(default="entered", max_length=9)),
                ],
                options={
                    "ordering": ("id",),
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("kind"),
                            models.F("subject"),
                            models.F("language"),
                            models.F("key"),
                            models.F("revision"),
                            condition=models.Q(("beside__isnull", True)),
                            name="report_text_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ("sv", "en"))), name="report_text_language"
                        ),
                    ],
                },
            ),
        ]
    )
