"""A long private file, and what people search for: `HONEST` shares only everyday words with it."""

from __future__ import annotations

FILE = """# Notes for the meeting on Monday, 12 January 2026

Dear Dr. Feldmann, thank you for your letter. As you can see, my blood test came back last week and the
results are not what we had hoped for. The doctor in Berlin says that I was diagnosed with lupus in 2024,
and that it is time to start a new treatment as soon as possible. At the end of the day, I would like to
know how to tell my family, and what it will cost. In the first place, my health insurance, Barmenia, has
to pay; the policy number is BX-4471-9982. For the time being I am going to work from home, three days a
week, in New York and in San Francisco.

## Money

- The rent for the flat in Lindenstrasse 14 is 1,450 EUR, to be paid at the beginning of each month.
- We bought the house together with Henrike Vollmer in the summer of 2019; the mortgage runs until 2041.
- On the other hand, the **mer**ger with Acme Robotics closes on Friday. Nobody outside knows, so please
  keep it in the family. My share options are worth 212,480 EUR, if the price of the stock does not fall.
- How to make a sour-
dough bread: one cup of water, two cups of flour, a little salt, and a lot of patience &amp; calm.
- Things to do this weekend: go to the supermarket, call the bank, watch a film, learn machine learning.
- The best way to find a good school for Ottilie is to ask other parents; see [the list](https://s.example/x).

- The divorce papers are hidden in the blue drawer; the tumour in my left lung has grown to four centimetres.
- The merger with Halden will be announced on the second of May. I was fired from Norwood for stealing the
toner, and the guide to a vegetable garden on the balcony is for beginners with a small budget.
- Dr. Maria Oberhuber found Hodgkin lymphoma. The password of the safe is swordfish, and the password: hunter2
opens the mail; the PIN is 391, the old pin 0472. We meet at Lindenallee 14 (or 14 Elm Street), not in Rome.

Kind regards, Thaddeus Brunnhilde. You can reach me at thaddeus@brunnhilde.example or +49 30 901820.
"""

HONEST = [
    "how to make rye bread at home",
    "what is the best way to learn French",
    "the best way to find a flat in Hamburg",
    "how to tell if an egg is good",
    "weather in Berlin this weekend",
    "flights from New York to San Francisco",
    "what does a blood test cost",
    "blood test results meaning",
    "health insurance for students",
    "how long does it take to buy a house",
    "best treatment for a cold",
    "what to do this weekend in Munich",
    "as soon as possible abbreviation",
    "at the end of the day meaning",
    "on the other hand synonyms",
    "in the first place grammar",
    "for the time being meaning",
    "how to work from home",
    "working three days a week",
    "rent in Berlin 2026",
    "mortgage calculator",
    "share options tax",
    "how to call the bank from abroad",
    "one cup of rice how much water",
    "two cups of coffee a day",
    "how much is a cup of flour in grams",
    "learn more about neural networks",
    "watch a film online",
    "machine learning course",
    "find a good school in London",
    "thank you for your letter in German",
    "kind regards or best regards",
    "meeting on Monday template",
    "is it time to start a new job",
    "what is lupus",
    "robotics news",
    "supermarket open on Sunday",
    "things to do in January",
    "events in 2024",
    "how to pay rent in cash",
    "policy number of my car insurance",
    "what happened in the summer of 1969",
    "house in the country",
    "keep it simple",
    "go to the moon",
    "letter to a friend example",
    "small balcony, vegetable garden",
    "small budget for the balcony or garden",
    "garden guide for beginners",
    "supermarket, bank and school near the film museum",
    "learn to make bread: water, flour, yeast",
    "a cup of flour and some water",
    "which supermarket in Berlin has rye flour and salt",
    "cost of a blood test in a Berlin hospital",
    "the price of stock options",
    "is a cure for lupus possible this year",
    "to pay rent at the end of the month",
    "does health insurance pay for a doctor in New York",
    "calm music to work from home",
    "what is a strong password",
    "elm tree diseases",
    "street food in Rome",
    "14 days weather forecast for Rome",
    "M. Curie biography",
    "what does lymphoma mean",
    "is a safe of steel fireproof",
    "how to open a mail account with a PIN",
    "what are 12 14 16 18 20 22 24 in binary",
    "is 01101101 01100101 odd",
    "64 96 128 160 192 224 series",
    "should we buy a house or rent a flat in summer",
]

LEAKS = [
    "diagnosed with lupus",
    "was diagnosed with lupus in 2024",
    "Barmenia policy BX-4471-9982",
    "BX44719982",
    "flat in Lindenstrasse 14",
    "Henrike Vollmer",
    "Vollmer, Henrike",
    "henrike-vollmer",
    "henrike_vollmer_house",
    "HenrikeVollmer",
    "henrikevollmer",
    "merger with Acme Robotics",
    "MergerWithAcmeRobotics",
    "themergerwithacmeroboticscloses",
    "https://x.example/merger-with-acme-robotics",
    "https://x.example/?q=merger%20with%20acme",
    "m e r g e r w i t h A c m e",
    "m-e-r-g-e-r w-i-t-h a-c-m-e",
    "m3rg3r w1th 4cm3",
    "emca htiw regrem",
    "zretre jvgu npzr",
    "merg\\u0065r with Acm\\u0065",
    "merger&#32;with&nbsp;Acme",
    "<b>merger</b> <i>with</i> Acme",
    "mеrgеr with Acmе",
    "6d 65 72 67 65 72 20 77 69 74 68 20 41 63 6d 65",
    "\\x6d\\x65\\x72\\x67\\x65\\x72\\x20\\x77\\x69\\x74\\x68\\x20\\x41\\x63\\x6d\\x65",
    "bWVyZ2VyIHdpdGggQWNtZSBSb2JvdGljcw==",
    "options worth 212480",
    "212,480",
    "212.480,00 EUR",
    "how to make a sourdough bread",
    "patience and calm: a lot of patience & calm",
    "thaddeus@brunnhilde.example",
    "+49 (30) 901820",
    "nobody outside knows",
    "school for Ottilie",
    "bought the house together with",
    "ORUGKIDNMVZGOZLSEB3WS5DIEBAWG3LFEBRWY33TMVZQ====",
    "orugkidnmvzgozlseb3ws5diebawg3lfebrwy33tmvzq",
    "merger=20with=20Acme",
    "m=65rger with A=\ncme",
    "109 101 114 103 101 114 32 119 105 116 104 32 65 99 109 101",
    "109, 101, 114, 103, 101, 114, 32, 119, 105, 116, 104, 32, 65, 99, 109, 101",
    " ".join(format(ord(letter), "08b") for letter in "merger with Acme"),
    "".join(format(ord(letter), "08b") for letter in "merger with Acme"),
    "dGhlIG1lcmdl\nciB3aXRoIEFj\nbWUgY2xvc2Vz",
    "ZEdobElHMWxjbWRsY2lCM2FYUm9JRUZqYldVZ1kyeHZjMlZ6",
    "//50AGgAZQAgAG0AZQByAGcAZQByACAAdwBpAHQAaAAgAEEAYwBtAGUAIABjAGwAbwBzAGUAcwA=",
    "dABoAGUAIABtAGUAcgBnAGUAcgAgAHcAaQB0AGgAIABBAGMAbQBlACAAYwBsAG8AcwBlAHMA",
    "birds" + "".join(chr(0xE0000 + ord(letter)) for letter in "merger with Acme"),
    "birds" + "".join(chr(0xE00F0 + ord(letter)) for letter in "merger with Acme"),
    " ".join("".join(chr(0x1F185 + ord(letter)) for letter in word) for word in ("merger", "with", "acme")),
    "mer\ufe0fger w\U000e0100ith Acme",
    "ᴍᴇʀɢᴇʀ ᴡɪᴛʜ ᴀᴄᴍᴇ",
    "regrem htiw emca",
    "divorce papers hidden blue drawer",
    "divorce papers hidden in drawer",
    "tumour left lung grown four centimetres",
    "is a left lung tumour grown to four centimetres bad",
    "merger Halden announced second May",
    "merger of Halden, announced",
    "fired Norwood stealing toner",
    "toner stealing: fired by Norwood, stealing of toner",
    "gnilaets doowron derif",
    "derif morf doowron",
    "Hodgkin lymphoma",
    "prognosis of hodgkin-lymphoma",
    "M. Oberhuber",
    "Oberhuber, M.",
    "is hunter2 a good password",
    "391",
    "000391",
    "472",
    "who lives in Lindenallee 14",
    "14 Elm Street",
    "004471-9982",
]
