"""documents.language_id: the language of the account, None if there is too little of it."""

from __future__ import annotations

import pytest

from reportedly.documents import boilerplate
from reportedly.documents.language_id import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council closed the pier on Monday, and the boats were taken away.", "en"),
        ("Kim Yong Chol and Ri Pyong Chol met Pak Jong Chon in Pyongyang and then left for Hyesan.", "en"),
        ("Ustaz Abdulvahid Qodirov and Gulbahor Yusupova were taken to Jaslyk by officers of the Xizmati.", "en"),
        ("위원회는 월요일에 부두를 폐쇄했다고 주민들이 전했다.", "ko"),
        ("RFA 소식통은 The New York Times 기자에게 위원회가 부두를 폐쇄했다고 전했다.", "ko"),
        ("委员会星期一关闭了码头，船只被拖走。", "zh"),
        ("委員会は月曜日に埠頭を閉鎖し、船は運び去られた。", "ja"),
        ("Комитет закрыл причал в понедельник, и лодки увезли.", "ru"),
        ("شورا روز دوشنبه اسکله را بست و قایق‌ها را بردند.", "fa"),
        ("أغلق المجلس الرصيف يوم الاثنين وأُخذت القوارب.", "ar"),
        ("La comisión cerró el muelle el lunes y se llevaron las barcas.", "es"),
        ("Der Rat hat den Pier am Montag geschlossen, und die Boote wurden weggebracht.", "de"),
        ("ကောင်စီက တနင်္လာနေ့တွင် ဆိပ်ခံတံတားကို ပိတ်လိုက်သည်။", "my"),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("text", ["", "Hi.", "12 345 678 901 234 567 890", "Kim, Ri, Pak", "… – “”", "Kim Jong Un"])
def test_too_little_is_no_language(text: str) -> None:
    assert identify(text) is None


def test_boilerplate_does_not_decide() -> None:
    footers = [
        "Please direct any comments or questions about this article to the desk",
        "Copyright © 2021, The Harbour Wire",
    ]
    text = "\n\n".join(["위원회는 부두를 폐쇄했다.", *footers * 5])
    assert identify(text, boilerplate.find(text)) == "ko"


def test_the_answer_is_the_same_every_time() -> None:
    text = "The council closed the pier. 위원회는 부두를 폐쇄했다. " * 3
    assert len({identify(text) for _ in range(5)}) == 1
