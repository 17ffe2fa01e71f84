"""An agreement over REST: what is in force, what is announced, how many keep to it."""

from datetime import datetime
from datetime import UTC
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.content import IAgreement
from leap.cop.agreement.records import record_of
from leap.cop.agreement.services import version_as_json
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.me import me
from leap.cop.core.serializers import MadeToJson
from plone.restapi.interfaces import ISerializeToJson
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IAgreement, IBrowserLayer)
class AgreementToJson(MadeToJson):
    """An agreement."""

    def __call__(self, version=None, include_items=True) -> dict:
        result = super().__call__(include_items=include_items)
        record = record_of(self.context)
        versions = record.all_versions()
        today = waiting.site_day(datetime.now(UTC))
        for name, found in (
            ("in_force", rules.in_force(versions, today)),
            ("announced", rules.announced(versions, today)),
        ):
            result[name] = found and {
                **version_as_json(record, found),
                "one_line": self.context.one_line,
            }
        voice = voices.voice_of(self.context, me())
        if voices.reads_totals(self.context, voice):
            accepted, of = acceptance.totals(self.context)
            result["answered"] = {"accepted": accepted, "of": of}
        return result
