"""The addresses of plans."""

from django.urls import path

from fardplan.web.plans import views_board, views_changes, views_council, views_coverage, views_item

urlpatterns = [
    path("planer/", views_board.index, name="plans-index"),
    path("tackning/", views_coverage.now, name="plans-coverage-now"),
    path("ar/<int:year>/planer/", views_board.listed, name="plans-list"),
    path("ar/<int:year>/planer/<slug:key>/", views_board.board, name="plans-board"),
    path("ar/<int:year>/planer/<slug:key>/program/", views_board.programme, name="plans-programme"),
    path("ar/<int:year>/planer/<slug:key>/nytt/", views_item.add, name="plans-add"),
    path("ar/<int:year>/planer/<slug:key>/i-fjol/", views_board.last_year, name="plans-last-year"),
    path("ar/<int:year>/planer/<slug:key>/stallning/", views_board.considered, name="plans-considered"),
    path("planer/punkt/<slug:item>/", views_item.item, name="plans-item"),
    path("planer/punkt/<slug:item>/flytta/", views_item.move, name="plans-move"),
    path("planer/punkt/<slug:item>/stryk/", views_item.drop, name="plans-drop"),
    path("planer/punkt/<slug:item>/ta-upp/", views_item.take_up_again, name="plans-take-up"),
    path("ar/<int:year>/fullmaktige/", views_council.council, name="plans-council"),
    path("ar/<int:year>/fullmaktige/hamta/", views_council.bring, name="plans-council-bring"),
    path("ar/<int:year>/fullmaktige/beslut/", views_council.adopt, name="plans-council-adopt"),
    path("ar/<int:year>/fullmaktige/nytt/", views_council.add, name="plans-council-add"),
    path("ar/<int:year>/fullmaktige/<slug:key>/", views_council.item, name="plans-council-item"),
    path("ar/<int:year>/fullmaktige/<slug:key>/utgar/", views_council.withdraw, name="plans-council-end"),
    path("ar/<int:year>/fullmaktige/<slug:key>/eget/", views_council.own, name="plans-council-own"),
    path("ar/<int:year>/tackning/", views_coverage.matrix, name="plans-coverage"),
    path("ar/<int:year>/tackning/atgarda/", views_coverage.findings, name="plans-findings"),
    path("ar/<int:year>/andringar/", views_changes.changes, name="plans-changes"),
    path("ar/<int:year>/andringar/ny/", views_changes.propose, name="plans-propose"),
    path("ar/<int:year>/andringar/beslut/", views_changes.approve, name="plans-approve"),
    path("ar/<int:year>/andringar/<int:number>/", views_changes.move, name="plans-change-move"),
    path("ar/<int:year>/andringar/<int:number>/avsla/", views_changes.decline, name="plans-decline"),
]
