"""What a facilitator may change about questions: pure rules over two models."""

from leap.cop.recruitment.forms.questions import names
from leap.cop.recruitment.forms.questions import not_theirs

import pytest


def model(*fields: str, schema: str = "") -> str:
    return (
        '<model xmlns="http://namespaces.plone.org/supermodel/schema"'
        ' xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"'
        ' xmlns:form="http://namespaces.plone.org/supermodel/form"'
        ' xmlns:security="http://namespaces.plone.org/supermodel/security">'
        f"<schema {schema}>{''.join(fields)}</schema></model>"
    )


def field(name="message", kind="zope.schema.Text", inner="", attributes="") -> str:
    return (
        f'<field name="{name}" type="{kind}" {attributes}>'
        f"<title>Why?</title>{inner}</field>"
    )


BEFORE = model(field())


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        model(field().replace("Why?", "What for?")),
        model(field(inner="<description>A word</description>")),
        model(field(inner="<required>False</required>")),
        model(field(inner="<max_length>20</max_length>")),
        model(field("other"), field()),
        model(),
        model(field(kind="zope.schema.TextLine")),
        model(f'<fieldset name="more" label="More">{field()}</fieldset>'),
        model(
            field(
                "pick",
                "zope.schema.Choice",
                "<values><element>a</element></values>",
            )
        ),
        model(
            field(
                "pick",
                "zope.schema.Set",
                '<value_type type="zope.schema.Choice">'
                "<values><element>a</element></values></value_type>",
            )
        ),
        model(field(attributes='easyform:serverSide="False"')),
    ],
)
def test_what_is_theirs(after):
    assert not_theirs(BEFORE, after) == []


@pytest.mark.parametrize(
    "after",
    [
        model(field(attributes='easyform:TDefault="python:1"')),
        model(field(attributes='easyform:TEnabled="python:1"')),
        model(field(attributes='easyform:TValidator="python:1"')),
        model(field(attributes='easyform:serverSide="True"')),
        model(field(attributes='easyform:THidden="True"')),
        model(field(attributes='easyform:validators="isURL"')),
        model(field(attributes='easyform:depends_on="x"')),
        model(field(attributes='form:widget="some.module.Widget"')),
        model(field(attributes='security:read-permission="zope2.View"')),
        model(field("file", "plone.namedfile.field.NamedBlobFile")),
        model(field("rich", "plone.app.textfield.RichText")),
        model(field("rich", "collective.easyform.fields.RichLabel")),
        model(
            field(
                "who",
                "zope.schema.Choice",
                "<vocabulary>plone.app.vocabularies.Users</vocabulary>",
            )
        ),
        model(
            field(
                "who",
                "zope.schema.Set",
                '<value_type type="zope.schema.Choice">'
                "<vocabulary>plone.app.vocabularies.Users</vocabulary></value_type>",
            )
        ),
        model(
            field(
                "files",
                "zope.schema.List",
                '<value_type type="plone.namedfile.field.NamedBlobFile" />',
            )
        ),
        model(field(inner="<defaultFactory>os.getcwd</defaultFactory>")),
        model(field(), schema='based-on="some.module.ISchema"'),
        model(field(), "<invariant>some.module.check</invariant>"),
        model(field(), field()),
        "no xml",
        "",
        '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + BEFORE,
    ],
)
def test_what_is_not_theirs(after):
    assert not_theirs(BEFORE, after)


def test_what_was_there_stays_as_it_was():
    before = model(field(attributes='easyform:TDefault="python:1"'), field("more"))
    after = before.replace("Why?", "What for?")
    assert not_theirs(before, after) == []
    assert not_theirs(before, before.replace("python:1", "python:2")) == ["message"]
    assert not_theirs(before, model(field(), field("more"))) == ["message"]
    assert not_theirs(before, model(field("more"))) == []


def test_names_are_in_order():
    assert names(model(field("b"), field("a"))) == ["b", "a"]
