"""Every address of the workspace, part by part."""

from django.urls import include, path

app_name = "web"
urlpatterns = [
    path("", include("fardplan.web.shell.urls")),
    path("", include("fardplan.web.roadmap.urls")),
    path("", include("fardplan.web.plans.urls")),
    path("", include("fardplan.web.exchange.urls")),
    path("", include("fardplan.web.workbench.urls")),
    path("", include("fardplan.web.assessment.urls")),
    path("", include("fardplan.web.search.urls")),
    path("komponenter/", include("fardplan.web.gallery.urls")),
    path("", include("fardplan.web.people.urls")),
    path("", include("fardplan.web.organisations.urls")),
    path("", include("fardplan.web.follow_up.urls")),
    path("", include("fardplan.web.year.urls")),
    path("", include("fardplan.web.reports.urls")),
    path("", include("fardplan.web.audit.urls")),
]
