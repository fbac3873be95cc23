"""Addresses of the roadmap."""

from django.urls import path

from fardplan.web.roadmap.views import cases, documents, parts, referrals, relays, versions

urlpatterns = [
    path("fardplan/", versions.index, name="roadmap-index"),
    path("fardplan/utgavor/", versions.listed, name="roadmap-versions"),
    path("fardplan/utgavor/<int:number>/", versions.version, name="roadmap-version"),
    path("fardplan/utgavor/<int:number>/fardplan.yaml", versions.as_yaml, name="roadmap-yaml"),
    path("fardplan/jamfor/", versions.compare, name="roadmap-compare"),
    path("fardplan/arenden/", cases.listed, name="roadmap-cases"),
    path("fardplan/arenden/nytt/", cases.open_new, name="roadmap-open"),
    path("fardplan/arenden/<int:number>/", cases.case, name="roadmap-case"),
    path("fardplan/arenden/<int:number>/steg/<slug:move>/", cases.move, name="roadmap-move"),
    path("fardplan/arenden/<int:number>/historik/", cases.history, name="roadmap-history"),
    path("fardplan/arenden/<int:number>/historik/<int:revision>/", cases.draft_then, name="roadmap-draft-at"),
    path("fardplan/arenden/<int:number>/ny/<slug:kind>/", parts.add, name="roadmap-add"),
    path("fardplan/arenden/<int:number>/del/<str:part>/", parts.part, name="roadmap-part"),
    path("fardplan/arenden/<int:number>/del/<str:part>/bort/", parts.remove, name="roadmap-remove"),
    path("fardplan/arenden/<int:number>/del/<str:part>/flytta/", parts.move, name="roadmap-shift"),
    path("fardplan/arenden/<int:number>/remiss/", referrals.referral, name="roadmap-referral"),
    path("fardplan/arenden/<int:number>/remiss/fler/", referrals.more, name="roadmap-ask-more"),
    path("fardplan/arenden/<int:number>/remiss/dag/", referrals.last_day, name="roadmap-last-day"),
    path("fardplan/remissvar/<int:number>/", referrals.answer, name="roadmap-answer"),
    path("fardplan/remissvar/<int:number>/oppna/", referrals.reopen, name="roadmap-reopen"),
    path("fardplan/beslut/", relays.matrix, name="roadmap-relays"),
    path("fardplan/beslut/paminnelser/", relays.reminded, name="roadmap-reminders"),
    path("fardplan/beslut/<int:version>/overta/", relays.take_over, name="roadmap-take-over"),
    path("fardplan/beslut/<int:version>/<int:point>/", relays.send_point, name="roadmap-send"),
    path("fardplan/beslut/rad/<int:number>/", relays.relay, name="roadmap-relay"),
    path("fardplan/dokument/", documents.listed, name="roadmap-documents"),
    path("fardplan/dokument/<int:number>/", documents.document, name="roadmap-document"),
    path("fardplan/dokument/<int:number>/tvekan/<int:doubt>/", documents.ruling, name="roadmap-ruling"),
    path("fardplan/dokument/<int:number>/utkast/", documents.to_draft, name="roadmap-to-draft"),
    path("fardplan/dokument/<int:number>/lasning/", documents.reading, name="roadmap-reading"),
    path("fardplan/dokument/<int:number>/fil/", documents.file, name="roadmap-file"),
]
