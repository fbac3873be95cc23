"""The pages of judgements: each view makes one use-case call and shows what it gave."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import message
from fardplan.roadmap.assessing import AssessedKind, JudgedPeriod, Judgement
from fardplan.usecases.steering.assessments import assess, assessment_list, assessment_page
from fardplan.vocabulary.errors import NotFoundError
from fardplan.web.assessment.forms import JudgementForm
from fardplan.web.assessment.shown import KINDS, list_values, page_values
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@require_GET
@signed_in
def everything(request: WorkRequest, period: str = "") -> HttpResponse:
    """Everything that is judged in a period; without one, in the latest that has ended."""
    asked = period or request.GET.get("period", "")
    meant = JudgedPeriod.parse(asked) if asked else JudgedPeriod.ended_on(request.today)
    found = assessment_list(home(), meant, actor=request.actor, today=request.today)
    return render_page(request, "web/assessment/list.html", list_values(found, request.language))


@signed_in
def one(request: WorkRequest, period: str, kind: str, key: str) -> HttpResponse:
    """One milestone or goal: the evidence, what was judged, and the form to judge in."""
    meant, about = JudgedPeriod.parse(period), _kind(kind)
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            assess(
                home(),
                about,
                key,
                meant,
                judgement=Judgement(form.cleaned_data["judgement"]),
                why=form.cleaned_data["why"],
                actor=request.actor,
                today=request.today,
            )
            said = message("The judgement is recorded.")
            return done(request, said, "web:assessment-one", period, kind, key)
    found = assessment_page(home(), about, key, meant, actor=request.actor, today=request.today)
    return render_page(
        request, "web/assessment/one.html", page_values(found, request.language) | {"form": form}
    )


def _kind(slug: str) -> AssessedKind:
    found = {words: kind for kind, words in KINDS.items()}
    if slug not in found:
        raise NotFoundError(
            Sentence("nothing of the kind '{slug}' is judged", slug=slug), instead=there_is(found)
        )
    return found[slug]
