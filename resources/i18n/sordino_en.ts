<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>CheckWords</name>
    <message numerus="yes">
        <source>{host} answers and names %n model(s); {model} is among them.</source>
        <translation>
            <numerusform>{host} answers and names %n model; {model} is among them.</numerusform>
            <numerusform>{host} answers and names %n models; {model} is among them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{host} answers and names %n model(s), but none called {model}.</source>
        <translation>
            <numerusform>{host} answers and names %n model, but none called {model}.</numerusform>
            <numerusform>{host} answers and names %n models, but none called {model}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counted</name>
    <message numerus="yes">
        <source>%n phrase(s) from {source}</source>
        <translation>
            <numerusform>%n phrase from {source}</numerusform>
            <numerusform>%n phrases from {source}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And from %n more place(s)</source>
        <translation>
            <numerusform>And from %n more place</numerusform>
            <numerusform>And from %n more places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n find(s)</source>
        <translation>
            <numerusform>Show %n find</numerusform>
            <numerusform>Show all %n finds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) hidden</source>
        <translation>
            <numerusform>%n item hidden</numerusform>
            <numerusform>%n items hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You would have been asked %n time(s).</source>
        <translation>
            <numerusform>You would have been asked %n time.</numerusform>
            <numerusform>You would have been asked %n times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Had this been on last week, it would have kept back none of the %n call(s) that left.</source>
        <translation>
            <numerusform>Had this been on last week, it would not have kept back the %n call that left.</numerusform>
            <numerusform>Had this been on last week, it would have kept back none of the %n calls that left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{stayed} of %n call(s) would have stayed here</source>
        <translation>
            <numerusform>{stayed} of %n call would have stayed here</numerusform>
            <numerusform>{stayed} of %n calls would have stayed here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) would have been without sources</source>
        <translation>
            <numerusform>%n answer would have been without sources</numerusform>
            <numerusform>%n answers would have been without sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExpertForm</name>
    <message numerus="yes">
        <source>Choose from %n model(s)…</source>
        <translation>
            <numerusform>Choose from %n model…</numerusform>
            <numerusform>Choose from %n models…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FigureStrip</name>
    <message numerus="yes">
        <source>%n host(s)</source>
        <translation>
            <numerusform>%n host</numerusform>
            <numerusform>%n hosts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProofWords</name>
    <message numerus="yes">
        <source>%n kind(s) of process</source>
        <translation>
            <numerusform>%n kind of process</numerusform>
            <numerusform>%n kinds of process</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing can get out: %n attempt(s) from {kinds}, all refused by the system.</source>
        <translation>
            <numerusform>Nothing can get out: %n attempt from {kinds}, refused by the system.</numerusform>
            <numerusform>Nothing can get out: %n attempts from {kinds}, all refused by the system.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not held by the system here: {open} of %n attempt(s) were not refused.</source>
        <translation>
            <numerusform>Not held by the system here: {open} of %n attempt was not refused.</numerusform>
            <numerusform>Not held by the system here: {open} of %n attempts were not refused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{process}: {open} of %n not refused</source>
        <translation>
            <numerusform>{process}: {open} of %n not refused</numerusform>
            <numerusform>{process}: {open} of %n not refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{process}: all %n refused</source>
        <translation>
            <numerusform>{process}: %n refused</numerusform>
            <numerusform>{process}: all %n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleRow</name>
    <message numerus="yes">
        <source>%n more last week</source>
        <translation>
            <numerusform>%n more last week</numerusform>
            <numerusform>%n more last week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fewer last week</source>
        <translation>
            <numerusform>%n fewer last week</numerusform>
            <numerusform>%n fewer last week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message numerus="yes">
        <source>compared with last week&apos;s %n call(s)</source>
        <translation>
            <numerusform>compared with last week&apos;s %n call</numerusform>
            <numerusform>compared with last week&apos;s %n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further rule(s) always hold(s)</source>
        <translation>
            <numerusform>%n further rule always holds</numerusform>
            <numerusform>%n further rules always hold</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WishSection</name>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
</context>
</TS>
