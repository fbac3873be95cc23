"""Every table and every column, classified: whoever adds one says here what it holds of people."""

from fardplan.store.personal import (
    ABSENCE,
    ACCOUNT,
    CHOICE,
    CONTACT,
    DOER,
    IN_CHARGE,
    IN_CHARGE_BY_NAME,
    LOGGED,
    NAME,
    OFFICER,
    OWNER,
    PROVIDER,
    REMINDED,
    ROLE,
    ROLE_HOLDER,
    SECRET,
    SIGN_IN,
    WRITTEN,
    Columns,
)

TABLES: dict[str, Columns] = {
    "account.EmailAddress": Columns({OWNER: "user", CONTACT: "email"}, "verified primary"),
    "account.EmailConfirmation": Columns({OWNER: "email_address", SECRET: "key"}, "created sent"),
    "auth.Group": Columns({}, "name"),
    "auth.Group_permissions": Columns({}, "group permission"),
    "auth.Permission": Columns({}, "name content_type codename"),
    "contenttypes.ContentType": Columns({}, "app_label model"),
    "mfa.Authenticator": Columns({OWNER: "user", SIGN_IN: "type created_at last_used_at", SECRET: "data"}),
    "sessions.Session": Columns({SECRET: "session_data"}, "session_key expire_date"),
    "socialaccount.SocialAccount": Columns(
        {OWNER: "user", PROVIDER: "uid extra_data", SIGN_IN: "last_login date_joined"}, "provider"
    ),
    "socialaccount.SocialApp": Columns(
        {SECRET: "secret"}, "provider provider_id name client_id key settings"
    ),
    "socialaccount.SocialToken": Columns({OWNER: "account", SECRET: "token token_secret"}, "app expires_at"),
    "store.AnswerRevision": Columns({WRITTEN: "content", DOER: "by"}, "answer revision day at"),
    "store.Assessment": Columns(
        {WRITTEN: "why computed", DOER: "by"}, "kind subject period organisation judgement day at origin"
    ),
    "store.AuditEvent": Columns(
        {DOER: "actor", LOGGED: "subject", WRITTEN: "before after why"},
        "number at action decision previous seal",
    ),
    "store.BudgetAdoption": Columns({DOER: "by"}, "year decision at"),
    "store.Candidate": Columns(
        {DOER: "updated_by by", WRITTEN: "name reasons answers"},
        "revision updated_at milestone indicator level year state day based_on case at origin",
    ),
    "store.CandidateRevision": Columns({WRITTEN: "content", DOER: "by"}, "candidate revision day at"),
    "store.CaseDocument": Columns({DOER: "by"}, "case sha256 name size draft day at origin"),
    "store.CaseRevision": Columns({WRITTEN: "content why", DOER: "by"}, "case revision what part day at"),
    "store.CaseStep": Columns(
        {WRITTEN: "why", DOER: "by"}, "case move from_state to_state version decision day at"
    ),
    "store.ChangeRequest": Columns(
        {DOER: "updated_by by", WRITTEN: "before after why declined_why"},
        "revision updated_at year number kind council organisation proposed_for proposed state "
        "decision effective at origin",
    ),
    "store.Consideration": Columns(
        {WRITTEN: "why", DOER: "by"},
        "year organisation target_area strategy answer basis programme day at origin",
    ),
    "store.ContextIndicator": Columns({}, "milestone indicator"),
    "store.Correction": Columns(
        {WRITTEN: "before after why", DOER: "by"}, "year organisation subject field decision day at"
    ),
    "store.CouncilItem": Columns(
        {DOER: "updated_by", WRITTEN: "text_sv text_en"},
        "revision updated_at year key kind parent indicator unit wanted target target_text by_sex "
        "starts ends state position source carried_from origin",
    ),
    "store.CouncilResponsible": Columns({}, "item organisation target target_text ended"),
    "store.CouncilRevision": Columns({WRITTEN: "content", DOER: "by"}, "item revision day at"),
    "store.CycleStep": Columns(
        {},
        "year key kind name_sv name_en opens per ready_by decided_from decided_by "
        "days_before_meeting position",
    ),
    "store.CycleYear": Columns(
        {DOER: "opened_by closed_by"},
        "year template state closes takes_part opened_at opened_on closed_at closed_on",
    ),
    "store.DecisionPoint": Columns({}, "version number text_sv text_en addressee force"),
    "store.DecisionRecord": Columns(
        {WRITTEN: "text", DOER: "recorded_by"}, "body organisation date paragraph dnr recorded_at origin"
    ),
    "store.DocumentDoubt": Columns({}, "document number doubt"),
    "store.DoubtRuling": Columns({WRITTEN: "reading", DOER: "by"}, "doubt resolution day at"),
    "store.EditionDecision": Columns(
        {DOER: "actor", WRITTEN: "why"}, "indicator source edition approved day"
    ),
    "store.ExternalItem": Columns(
        {WRITTEN: "title contents"},
        "system year external_id kind organisation parent item council first_run last_run gone",
    ),
    "store.FollowUp": Columns(
        {DOER: "updated_by written_by ready_by", WRITTEN: "text missing_why stopped_why prefilled"},
        "revision updated_at step organisation item council outcome outcome_women outcome_men "
        "judgement activity new_end written_at ready origin",
    ),
    "store.FollowUpRevision": Columns({WRITTEN: "content", DOER: "by"}, "follow_up revision beside day at"),
    "store.ImportFile": Columns(
        {WRITTEN: "content", DOER: "by"}, "kind system year organisation step name sha256 day at"
    ),
    "store.ImportMapping": Columns({DOER: "by"}, "system year revision mapping day at"),
    "store.ImportRun": Columns({WRITTEN: "outcome", DOER: "by"}, "file mapping rows day at"),
    "store.KeptText": Columns({WRITTEN: "text", DOER: "by"}, "subject field made_from at"),
    "store.Milestone": Columns(
        {},
        "key position version target_area text_sv text_en wanted strength rationale_sv "
        "rationale_en indicator indicator_state indicator_confidence indicator_source level year "
        "gap_measure gap_level gap_year baseline needed_sv needed_en",
    ),
    "store.Organisation": Columns(
        {}, "key name_sv name_en kind area parent valid_from valid_to source packaged position"
    ),
    "store.OwnTarget": Columns(
        {WRITTEN: "why", DOER: "by"}, "item organisation target target_text day at origin"
    ),
    "store.PlanItem": Columns(
        {
            DOER: "updated_by",
            WRITTEN: "text expected dropped_why",
            IN_CHARGE: "responsible",
            IN_CHARGE_BY_NAME: "responsible_name",
        },
        "revision updated_at year organisation kind parent council indicator unit wanted target "
        "target_text by_sex starts ends programme state dropped_on position carried_from origin",
    ),
    "store.PlanMaster": Columns(
        {WRITTEN: "why", DOER: "set_by ended_by"}, "year organisation system set_on ended_on"
    ),
    "store.PlanRevision": Columns({WRITTEN: "content", DOER: "by"}, "item revision day at"),
    "store.ReferralAnswer": Columns(
        {DOER: "updated_by", WRITTEN: "text comments"},
        "revision updated_at case version organisation asked_on last_day state position decision "
        "answered_on origin",
    ),
    "store.RelatedMilestone": Columns({}, "milestone related source"),
    "store.Relay": Columns(
        {DOER: "updated_by", WRITTEN: "note"},
        "revision updated_at decision_point organisation through state due relayed_on decision origin",
    ),
    "store.RelayRevision": Columns({WRITTEN: "note", DOER: "by"}, "relay revision state due decision day at"),
    "store.Release": Columns({DOER: "actor", WRITTEN: "why"}, "milestone kind released day"),
    "store.ReminderSent": Columns({REMINDED: "person"}, "day items handed_over"),
    "store.ReportText": Columns(
        {WRITTEN: "paragraphs", DOER: "written_by"},
        "kind subject language key revision beside written_at day origin",
    ),
    "store.Responsibility": Columns({}, "milestone organisation source"),
    "store.RoadmapCase": Columns(
        {DOER: "updated_by opened_by", WRITTEN: "title content"},
        "revision updated_at dnr state based_on referred proposed referral_last_day opened_on origin",
    ),
    "store.RoadmapLink": Columns({}, "item council strategy milestone"),
    "store.RoadmapVersion": Columns(
        {OFFICER: "drawn_up_by"},
        "number title_sv title_en dnr dated source based_on why_sv why_en horizon_from horizon_to "
        "vision_title_sv vision_title_en vision_year vision_text_sv vision_text_en vision_source "
        "decision_body decision_date decision_paragraph decision_dnr",
    ),
    "store.RoleGrant": Columns(
        {
            ROLE_HOLDER: "user",
            ROLE: "role organisation target_area valid_from valid_to ended_on",
            DOER: "given_by ended_by",
            WRITTEN: "why ended_why",
        },
        "given_at source",
    ),
    "store.Strategy": Columns({}, "key position version target_area number text_sv text_en"),
    "store.Submission": Columns(
        {DOER: "updated_by taken_in_by", WRITTEN: "text taken_in_why"},
        "revision updated_at step organisation state meeting decision late taken_in_until origin",
    ),
    "store.SubmissionEvent": Columns(
        {WRITTEN: "comment", DOER: "by"}, "submission move from_state to_state decision day at"
    ),
    "store.SubmissionText": Columns({WRITTEN: "text", DOER: "by"}, "submission revision day at"),
    "store.Succession": Columns({DOER: "carried_by"}, "predecessor successor day decision carried_at"),
    "store.TargetArea": Columns({}, "key position version name_sv name_en description_sv description_en"),
    "store.User": Columns(
        {
            SECRET: "password",
            SIGN_IN: "last_login",
            NAME: "username first_name last_name",
            CONTACT: "email",
            ACCOUNT: "is_active date_joined ended",
            CHOICE: "language reminders",
            ABSENCE: "away_from away_to deputy",
        },
        "is_superuser is_staff revision demonstration",
    ),
    "store.User_groups": Columns({OWNER: "user"}, "group"),
    "store.User_user_permissions": Columns({OWNER: "user"}, "permission"),
}
