"""The add form, which begins with a safe preset, and the edit form of a community."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.views.audience import coming_back
from leap.cop.consent.rules import narrowest
from leap.cop.consent.rules import rank
from leap.cop.core import binding
from leap.cop.core import settings
from leap.cop.core.behaviors import OwnFields
from leap.cop.core.pages.forms import say_without_fields
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.pages.richtext import with_paragraphs
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.core.unwalked import Unwalked
from plone import api
from plone.app.z3cform.widgets.radio import RadioFieldWidget
from plone.autoform import directives
from plone.base.utils import check_id
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.i18n.normalizer.interfaces import IURLNormalizer
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from z3c.form.interfaces import WidgetActionExecutionError
from zope import schema
from zope.component import getUtility
from zope.i18n import translate
from zope.interface import classImplements
from zope.interface import Invalid
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory


@provider(IContextAwareDefaultFactory)
def first_preset(context) -> str:
    """Give what is chosen already: what the organisation decided, or the narrowest."""
    return settings.new_communities() or next(iter(rules.PRESETS))


class IBeginning(model.Schema):
    """What only the add form asks."""

    preset = schema.Choice(
        title=_("What kind of community is it?"),
        description=_(
            "You can change all of this later. Whatever you choose, each "
            "storyteller decides about their own story."
        ),
        vocabulary="leap.cop.presets",
        defaultFactory=first_preset,
        required=True,
    )
    directives.widget("preset", RadioFieldWidget)
    directives.order_before(preset="*")
    address = schema.TextLine(
        title=_("Address"),
        description=_(
            "The last part of the web address, for example: "
            "tuesday-circle. It is not secret: it appears in links, "
            "browser histories and logs, so do not let it say what you "
            "work on. Leave it empty and it is made from the title."
        ),
        required=False,
        max_length=60,
    )
    directives.order_after(address="IBasic.description")


class CommunityFormMixin:
    """What both forms do with what was typed."""

    default_fieldset_label = _("What it is about")

    def updateWidgets(self):
        """Say of the summary what it is for here."""
        super().updateWidgets()
        widget = self.widgets.get("IBasic.description")
        if widget is not None:
            widget.description = _(
                "One line for the list of communities. All staff may see it."
            )

    def extractData(self, setErrors=True):
        """Return the data; lines without an editor become paragraphs."""
        data, errors = super().extractData(setErrors)
        say_without_fields(errors, self.request)
        texts = {name: with_paragraphs(value) for name, value in data.items()}
        return texts, errors


class CommunityAddForm(OpensAsItIs, CommunityFormMixin, OwnFields, DefaultAddForm):
    """A new community: a preset instead of five settings."""

    portal_type = "leap.cop.Community"
    success_message = _(
        "Your community is ready. Only facilitators see it until you open it."
    )

    @property
    def additionalSchemata(self):
        return (*super().additionalSchemata, IBeginning)

    def updateFieldsFromSchemata(self):
        """Leave the settings out: the preset stands for them."""
        super().updateFieldsFromSchemata()
        for group in self.groups:
            group.fields = group.fields.omit(*rules.PRESET_FIELDS)
        self.groups = [group for group in self.groups if len(group.fields)]

    def create(self, data):
        """Make the community with the settings of its preset."""
        preset = data.pop("IBeginning.preset", None) or "circle"
        address = data.pop("IBeginning.address", None)
        community = super().create(data)
        for name, value in rules.PRESETS[preset]._asdict().items():
            setattr(community, name, value)
        if address:
            community.id = self._checked(address)
        return community

    def _checked(self, address: str) -> str:
        normalized = getUtility(IURLNormalizer).normalize(address)
        if not normalized or check_id(
            self.container, normalized, required=1, contained_by=self.container
        ):
            problem = _("This address is taken or cannot be used. Try another word.")
            raise WidgetActionExecutionError("IBeginning.address", Invalid(problem))
        return normalized


class CommunityAddView(Unwalked, DefaultAddView):
    """The page of the add form."""

    form = CommunityAddForm


class CommunityEditForm(RememberingForm, CommunityFormMixin, DefaultEditForm):
    """An existing community; where stories would come back, it asks first."""

    template = ViewPageTemplateFile("../../core/pages/templates/remembering-form.pt")

    buttons = button.Buttons()
    handlers = button.Handlers()

    #: How many stories come back, once the form knows and asks.
    wider = 0

    @property
    def asks(self) -> bool:
        """Whether this is about stories that come back."""
        return bool(self.wider) or "form.buttons.narrow" in self.request.form

    @button.buttonAndHandler(
        _("Save"), name="save", condition=lambda form: not form.wider
    )
    def handle_save(self, action):
        self.save(confirmed=False)

    @button.buttonAndHandler(
        _("Save, and bring the stories back"),
        name="narrow",
        condition=lambda form: form.asks,
    )
    def handle_narrow(self, action):
        self.save(confirmed=True)

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def handle_cancel(self, action):
        self.request.response.redirect(self.nextURL())

    def updateActions(self):
        super().updateActions()
        narrow = self.actions.get("narrow")
        if narrow is not None:
            narrow.klass = narrow.klass.replace("btn-secondary", "btn-primary")

    def save(self, confirmed: bool) -> None:
        """Save what was typed, unless there is something to ask first."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        coming = 0 if confirmed else self.stories_coming_back(data)
        if coming:
            self.wider = coming
            self.status = self.question
            self.updateActions()
            return
        self.applyChanges(data)
        api.portal.show_message(self.success_message, request=self.request)
        self.request.response.redirect(self.nextURL())

    def stories_coming_back(self, data: dict) -> int:
        """Return how many stories come back when this is saved."""
        ceiling = data.get("story_ceiling", self.context.story_ceiling)
        if rank(ceiling) >= rank(self.context.story_ceiling):
            return 0
        state = binding.state_of(self.context)
        return coming_back(self.context, narrowest(ceiling, state))

    @property
    def question(self) -> str:
        """What is asked before stories come back."""
        text = _(
            "Nothing has been saved yet. With your choice, stories cannot "
            "go as far as before. Stories that will come back to where "
            "they were, as soon as you save: ${count}. They will not go "
            "out again by themselves.",
            mapping={"count": self.wider},
        )
        return translate(text, context=self.request)


CommunityEditView = layout.wrap_form(CommunityEditForm)
classImplements(CommunityEditView, IDexterityEditForm)
