//! Mistakes in dates.

use super::check;

#[test]
fn partial_and_impossible_dates() {
    check(&[
        (
            "date = 2023-05",
            "1:8",
            "the date `2023-05` has no day, so it needs quote marks",
            "write `\"2023-05\"`",
        ),
        (
            "date = 2021-12~",
            "1:8",
            "the date `2021-12~` is not exact, so it needs quote marks",
            "write `\"2021-12~\"`",
        ),
        (
            "date = 2021?",
            "1:8",
            "the date `2021?` is not exact, so it needs quote marks",
            "write `\"2021?\"`",
        ),
        (
            "date = 2021-12-01/..",
            "1:8",
            "the interval `2021-12-01/..` is not in quote marks",
            "write `\"2021-12-01/..\"`",
        ),
        (
            "date = 2021-1X",
            "1:8",
            "the date `2021-1X` is not exact, so it needs quote marks",
            "write `\"2021-1X\"`",
        ),
        (
            "date = 2023-02-30",
            "1:8",
            "February 2023 has 28 days",
            "correct it, or write `\"2023-02\"` if no more is known",
        ),
        (
            "date = 2024-02-30",
            "1:8",
            "February 2024 has 29 days",
            "correct it, or write `\"2024-02\"` if no more is known",
        ),
        (
            "date = 2023-04-31",
            "1:8",
            "April 2023 has 30 days",
            "correct it, or write `\"2023-04\"` if no more is known",
        ),
        (
            "date = 2023-13-02",
            "1:8",
            "there is no month 13",
            "write year, month and day in this order: `2023-02-13`",
        ),
        (
            "date = 2023-13-32",
            "1:8",
            "there is no month 13",
            "correct it, or write `\"2023\"` if no more is known",
        ),
        (
            "date = 2023-05-00",
            "1:8",
            "there is no day 00",
            "correct it, or write `\"2023-05\"` if no more is known",
        ),
    ]);
}

#[test]
fn dates_in_signs_of_another_keyboard() {
    for (written, meant) in [
        ("2022–05–03", "2022-05-03"),
        ("2022—05—03", "2022-05-03"),
        ("２０２２-05", "2022-05"),
        ("2021–2022", "2021/2022"),
        ("2022/05/03", "2022-05-03"),
        ("25.12.2021", "2021-12-25"),
    ] {
        let message = format!("the date `{written}` is not written as year-month-day");
        check(&[(&format!("date = {written}"), "1:8", &message, &format!("write `\"{meant}\"`"))]);
    }
}

#[test]
fn dates_in_another_order_or_in_words() {
    check(&[
        (
            "date = 2023-5-1",
            "1:8",
            "the date `2023-5-1` is not written as year-month-day",
            "write `\"2023-05-01\"`",
        ),
        (
            "date = 2023/05",
            "1:8",
            "the date `2023/05` is not written as year-month-day",
            "write `\"2023-05\"`",
        ),
        (
            "date = 02.08.2017",
            "1:8",
            "the date `02.08.2017` is not written as year-month-day",
            "write it in quote marks in this order, as in `\"2017-08-02\"`",
        ),
        (
            "date = 2/8/2017",
            "1:8",
            "the date `2/8/2017` is not written as year-month-day",
            "write it in quote marks in this order, as in `\"2017-08-02\"`",
        ),
        (
            "date = 2 August 2017",
            "1:8",
            "the date `2 August 2017` is in words",
            "write `\"2017-08-02\"`",
        ),
        ("date = Aug 2017", "1:8", "the date `Aug 2017` is in words", "write `\"2017-08\"`"),
        (
            "date = 2017-08-02T25:00",
            "1:8",
            "`2017-08-02T25:00` is not a date with a time of day",
            "write `\"2017-08-02\"`, or correct the time and give its seconds",
        ),
        (
            "date = 25:00",
            "1:8",
            "`25:00` is not a date with a time of day",
            "correct it, as in `2017-08-02T12:30:00`, or put quote marks around it if it is words",
        ),
    ]);
}
