"""Addresses of the workbench."""

from django.urls import path

from fardplan.web.workbench.views import candidate, compare, keep, milestone, milestones, move, release

urlpatterns = [
    path("verkstad/", milestones, name="workbench-milestones"),
    path("verkstad/<slug:key>/", milestone, name="workbench-milestone"),
    path("verkstad/<slug:key>/behall/", keep, name="workbench-keep"),
    path("verkstad/<slug:key>/jamfor/", compare, name="workbench-compare"),
    path("verkstad/<slug:key>/offentligt/", release, name="workbench-release"),
    path("verkstad/<slug:key>/kandidat/<int:number>/", candidate, name="workbench-candidate"),
    path(
        "verkstad/<slug:key>/kandidat/<int:number>/<slug:move>/",
        move,
        name="workbench-move",
    ),
]
