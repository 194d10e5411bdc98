"""Words that stand before wrong numbers and no right ones, and where they would be added."""

from __future__ import annotations

import pytest

from pipeline.learning.contexts import longer_name, place_of, telling


def test_a_word_tells_where_it_stands_before_wrong_numbers_only():
    wrong = [("甲", "云岭联盟全年开办"), ("乙", "云岭联盟会同各方")]
    found = dict(telling(wrong, ["本空间全年开办"], 2))

    assert found["云岭联盟"] == ["甲", "乙"]
    assert not any(word in "本空间全年开办" for word in found)
    assert "云岭" not in found  # it tells no more than the longer one


def test_words_of_the_catalogue_are_not_told_again():
    assert dict(telling([("甲", "全省累计"), ("乙", "全省累计")], [], 2)) == {}


@pytest.mark.parametrize(
    ("word", "fields", "place"),
    [
        ("打开业以来", {"event_count"}, "scopes.ever"),
        ("远期设想", {"event_count"}, "scopes.plan"),
        ("云岭联盟", {"event_count"}, "scopes.foreign"),
        ("流动", {"workstation_count"}, "workstation_count.not_near"),  # the narrowest place
        ("流动", {"workstation_count", "event_count"}, "scopes.foreign"),  # a subject
    ],
)
def test_a_word_is_put_where_words_of_its_look_stand(word, fields, place):
    assert place_of(word, fields) == place


@pytest.mark.parametrize(
    ("sentence", "label", "name"),
    [
        ("设立流动工位15个", "工位", "流动工位"),
        ("现有工位15个", "工位", None),  # a word of scope names nothing else
        ("工位15个", "工位", None),
        ("设立，工位15个", "工位", None),
    ],
)
def test_a_longer_name_is_the_label_with_the_word_that_touches_it(sentence, label, name):
    assert longer_name(sentence, label) == name
