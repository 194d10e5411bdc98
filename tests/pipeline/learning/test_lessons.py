"""From decisions to proposals with what they would have done, and back to a file of words."""

from __future__ import annotations

import pytest

from pipeline.learning import NotComputed, decided, proposed
from pipeline.learning.accepted import accept
from pipeline.learning.trial import Effect
from pipeline.store import open_store
from tests.pipeline.learning.conftest import Office


def numbers(lesson):
    """How many were gained, cleared, lost, changed."""
    return tuple(len(lesson.outcome.of(effect)) for effect in Effect)


def test_a_label_that_two_corrections_speak_for_is_proposed_and_read_once_accepted(office: Office):
    """The third submission is read by itself."""
    office.submit("甲空间", "地盘大小|820平方米")
    office.submit("乙空间", "（三）地盘大小（㎡）|650")
    office.decide("甲空间", "total_area_m2", 820)
    office.decide("乙空间", "total_area_m2", 650)

    (lesson,) = office.lessons()

    assert (lesson.proposal.place, lesson.proposal.word) == (
        "total_area_m2.form_labels",
        "地盘大小",
    )
    assert [(s.name, s.text, str(s.evidence.anchor)) for s in lesson.proposal.sentences] == [
        ("甲空间", "地盘大小 | 820平方米", "表1第2行第2列"),
        ("乙空间", "(三)地盘大小(m2) | 650", "表1第2行第2列"),
    ]
    assert numbers(lesson) == (2, 0, 0, 0)

    accept(office.settings.words, [lesson.proposal.office_word])
    office.submit("丙空间", "地盘大小|1200平方米")

    assert office.record("丙空间").fields["total_area_m2"].value == 1200
    assert office.proposed() == []


def test_a_proposal_that_would_lose_right_values_says_so(office: Office):
    office.submit("甲空间", "地盘大小|820平方米")
    office.submit("乙空间", "地盘大小|650平方米")
    office.submit("丙空间", "地盘大小|9000平方米", "总面积|700平方米")
    for name, area in [("甲空间", 820), ("乙空间", 650), ("丙空间", 700)]:
        office.decide(name, "total_area_m2", area)

    (lesson,) = office.lessons()

    assert numbers(lesson) == (2, 0, 1, 0)
    (lost,) = lesson.outcome.of(Effect.LOST)
    assert (lost.name, lost.before, lost.after[0]) == ("丙空间", (700,), 9000)


def test_what_would_only_open_a_settled_question_again_is_told_as_changed(office: Office):
    office.submit("甲空间", "地盘大小|820平方米")
    office.submit("乙空间", "地盘大小|650平方米")
    office.submit("丙空间", "总面积|700平方米", "地盘大小|9000平方米")
    for name, area in [("甲空间", 820), ("乙空间", 650), ("丙空间", 700)]:
        office.decide(name, "total_area_m2", area)

    (lesson,) = office.lessons()

    assert numbers(lesson) == (2, 0, 0, 1)


def test_a_name_in_sentences_is_proposed_by_its_words(office: Office):
    office.submit("甲空间", "本空间面向社会，设有卡坐36个。")
    office.submit("乙空间", "我们还有约40个工作人员卡坐；卡坐共计41个。")
    office.decide("甲空间", "workstation_count", 36)
    office.decide("乙空间", "workstation_count", 41)

    assert ("workstation_count.prose_labels", "卡坐") in office.proposed()


def test_a_name_behind_the_number_is_proposed(office: Office):
    office.submit("甲空间", "现有12名引路人。")
    office.submit("乙空间", "聘请了9名引路人，覆盖各行业。")
    office.decide("甲空间", "mentor_count", 12)
    office.decide("乙空间", "mentor_count", 9)

    assert office.proposed() == [("mentor_count.follows", "引路人")]


def test_one_correction_is_enough_where_nothing_else_could_be_meant(office: Office):
    """The only place of the value, beside a label that shares a word with the field's own."""
    office.submit("甲空间", "使用场地大小|820平方米", "年产值|410万元")
    office.submit("乙空间", "阿尔法|36个")
    office.decide("甲空间", "total_area_m2", 820)
    office.decide("乙空间", "workstation_count", 36)

    assert office.proposed() == [("total_area_m2.form_labels", "使用场地大小")]


def test_words_before_wrong_numbers_and_no_right_ones_are_proposed_as_context(office: Office):
    for name, wrong, right in [("甲空间", 60, 30), ("乙空间", 44, 14)]:
        office.submit(
            name,
            f"云岭联盟举办创新创业活动{wrong}场。",
            f"本空间举办创新创业活动{right}场。",
        )
        office.decide(name, "event_count", right)

    (lesson,) = office.lessons()

    assert (lesson.proposal.place, lesson.proposal.word) == ("scopes.foreign", "云岭联盟")
    assert numbers(lesson)[2:] == (0, 0)
    assert sum(numbers(lesson)[:2]) == 2


def test_a_value_that_no_file_states_clears_by_a_context_word(office: Office):
    for name in ("甲空间", "乙空间"):
        office.submit(name, "远景拟想：毕业企业达到30家。")
        office.decide(name, "graduate_count", None)

    (lesson,) = office.lessons()

    assert lesson.proposal.place == "scopes.plan"
    assert numbers(lesson) == (2, 0, 0, 0)


def test_a_label_of_forms_that_was_always_wrong_is_proposed_as_false(office: Office):
    for name, head in [("甲空间", "岑若溪"), ("乙空间", "蒲一鸣")]:
        office.submit(name, f"单位负责人|{head}")
        office.decide(name, "legal_representative", None)

    (lesson,) = office.lessons()

    assert (lesson.proposal.place, lesson.proposal.word) == (
        "legal_representative.not_labels",
        "单位负责人",
    )
    assert numbers(lesson) == (2, 0, 0, 0)


def test_a_label_that_was_right_once_is_not_false(office: Office):
    for name, head in [("甲空间", "岑若溪"), ("乙空间", "蒲一鸣"), ("丙空间", "白小鹭")]:
        office.submit(name, f"单位负责人|{head}")
    office.decide("甲空间", "legal_representative", None)
    office.decide("乙空间", "legal_representative", None)
    office.decide("丙空间", "legal_representative", "白小鹭")

    assert office.proposed() == []


def test_a_longer_name_of_another_thing_is_proposed_as_a_distractor(office: Office):
    for name in ("甲空间", "乙空间"):
        office.submit(name, "设立流动工位15个供来访者使用。")
        office.decide(name, "workstation_count", None)

    assert ("distractors", "流动工位") in office.proposed()


def test_what_a_person_only_confirmed_teaches_nothing(office: Office):
    for name in ("甲空间", "乙空间"):
        office.submit(name, "总面积|820平方米", "地盘大小|820平方米")
        office.decide(name, "total_area_m2", 820)

    assert office.proposed() == []


def test_the_last_decision_is_the_one_that_teaches(office: Office):
    for name in ("甲空间", "乙空间"):
        office.submit(name, "地盘大小|820平方米", "总面积|700平方米")
        office.decide(name, "total_area_m2", 820)
        office.decide(name, "total_area_m2", 700)

    assert office.proposed() == []


def test_an_id_is_the_same_whatever_else_is_proposed(office: Office):
    office.submit("甲空间", "地盘大小|820平方米", "本空间设有卡坐36个。")
    office.submit("乙空间", "地盘大小|650平方米", "本空间设有卡坐41个。")
    for name, area in [("甲空间", 820), ("乙空间", 650)]:
        office.decide(name, "total_area_m2", area)
    with open_store(office.settings.database) as store:
        (alone,) = [p for p in proposed(store, office.computation) if p.word == "地盘大小"]
    for name, seats in [("甲空间", 36), ("乙空间", 41)]:
        office.decide(name, "workstation_count", seats)
    with open_store(office.settings.database) as store:
        beside = {p.id for p in proposed(store, office.computation)}

    assert alone.id in beside
    assert len(beside) > 1


def test_signs_that_steer_a_terminal_never_become_a_word(office: Office):
    """A file of words is read by people and programs; a stranger's file must not write into it."""
    for name, area in [("甲空间", 820), ("乙空间", 650)]:
        office.submit(name, f"地\x1b[2J盘\u202e大小|{area}平方米")
        office.decide(name, "total_area_m2", area)

    assert all(word.isprintable() for _, word in office.proposed())


def test_what_another_version_found_is_computed_again_first(office: Office):
    """Else a trial would show what the version does, not what the word does."""
    office.submit("甲空间", "地盘大小|820平方米")
    office.decide("甲空间", "total_area_m2", 820)
    office.settings.words.write_text('[distractors]\nwords = ["流动工位"]\n', "utf-8")

    with pytest.raises(NotComputed, match="run` first"):
        office.proposed()
    office.run()
    assert office.proposed() == []


def test_an_office_without_decisions_has_nothing_to_learn(office: Office):
    office.submit("甲空间", "地盘大小|820平方米")

    with open_store(office.settings.database) as store:
        assert decided(store) == frozenset()
    assert office.proposed() == []
