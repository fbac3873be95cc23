"""The pages of the boards' year."""

from django.urls import path

from fardplan.web.year import steps, views

STEP = "ar/<int:year>/steg/<str:step>/<str:key>/"
urlpatterns = [
    path("ar/", views.years, name="year-years"),
    path("ar/sammanslagning/<str:key>/", views.takeover, name="year-takeover"),
    path("ar/<int:year>/", views.year, name="year-year"),
    path("ar/<int:year>/kalender.ics", views.calendar, name="year-calendar"),
    path("ar/<int:year>/lage/", views.progress, name="year-progress"),
    path("ar/<int:year>/oppna/", views.open_, name="year-open"),
    path("ar/<int:year>/stang/", views.close, name="year-close"),
    path("ar/<int:year>/oppna-igen/", views.reopen, name="year-reopen"),
    path("ar/<int:year>/dagar/<str:step>/", views.days, name="year-days"),
    path(STEP, steps.handed_in, name="year-handed_in"),
    path(f"{STEP}gor/<str:name>/", steps.pressed, name="year-pressed"),
    path(f"{STEP}ratta/<str:ref>/", steps.correct, name="year-correct"),
    path(f"{STEP}<str:name>/", steps.asked, name="year-asked"),
]
