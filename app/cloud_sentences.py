"""The sentences of experts, keys, prices, hiding and the proof of being offline; see app.engine_sentences."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SETTINGS = (
    QT_TRANSLATE_NOOP("Engine", "The model knows no expert by the name {name}."),
    QT_TRANSLATE_NOOP("Engine", "Use one of {names}."),
    QT_TRANSLATE_NOOP("Engine", "There is no expert “{name}” for the name {tier}."),
    QT_TRANSLATE_NOOP("Engine", "Choose another expert for it, or none."),
    QT_TRANSLATE_NOOP("Engine", "The expert's name “{name}” cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Use letters, digits, spaces and . _ - only, {count} characters at most."),
    QT_TRANSLATE_NOOP("Engine", "The model's name of the expert “{name}” is missing or cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Write it as the provider does."),
    QT_TRANSLATE_NOOP("Engine", "The key of the expert “{name}” has a name that cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Check the expert under Preferences."),
    QT_TRANSLATE_NOOP("Engine", "A price of the expert “{name}” is below zero."),
    QT_TRANSLATE_NOOP("Engine", "Write it in dollars, as 2.50."),
    QT_TRANSLATE_NOOP(
        "Engine", "The longest answer of the expert “{name}” must be from 1 to {count} tokens."
    ),
    QT_TRANSLATE_NOOP("Engine", "The expert “{name}” would think longer than its longest answer."),
    QT_TRANSLATE_NOOP(
        "Engine", "The longest answer counts the thinking too: make it longer, or the thinking shorter."
    ),
    QT_TRANSLATE_NOOP("Engine", "Two experts have the name “{name}”."),
    QT_TRANSLATE_NOOP("Engine", "Give each a name of its own."),
    QT_TRANSLATE_NOOP("Engine", "The address of the expert “{name}” is missing."),
    QT_TRANSLATE_NOOP("Engine", "The address of the expert “{name}” cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Write it as https://host/v1, without a user name."),
    QT_TRANSLATE_NOOP(
        "Engine", "The address of the expert “{name}” begins with http: questions would go unencrypted."
    ),
    QT_TRANSLATE_NOOP("Engine", "Use https, or a server on this computer or your own network."),
    QT_TRANSLATE_NOOP(
        "Engine", "The expert “{name}” has a certificate authority, but no address of your own."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "It can be added for a server of your own only: write its address, or leave it out."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The file with the certificate authority of the expert “{name}” holds a private key."
    ),
    QT_TRANSLATE_NOOP("Engine", "Choose a file with the certificate alone."),
    QT_TRANSLATE_NOOP(
        "Engine", "The certificate authority of the expert “{name}” is no certificate in PEM form."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "Choose the authority's certificate, a file that begins with BEGIN CERTIFICATE."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The certificate that was added for the expert “{name}” is not that of an authority."
    ),
    QT_TRANSLATE_NOOP("Engine", "Choose the certificate of the authority that signed the server's."),
    QT_TRANSLATE_NOOP("Engine", "No search engine is chosen."),
    QT_TRANSLATE_NOOP("Engine", "Choose at least one, or switch web search off."),
    QT_TRANSLATE_NOOP("Engine", "There is no search engine {name} here."),
    QT_TRANSLATE_NOOP("Engine", "Choose among {names}."),
    QT_TRANSLATE_NOOP("Engine", "A search engine is chosen twice."),
    QT_TRANSLATE_NOOP("Engine", "Choose each once."),
    QT_TRANSLATE_NOOP("Engine", "The region {name} of the search cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Write it as us-en or de-de, or wt-wt for none."),
    QT_TRANSLATE_NOOP("Engine", "The proxy's address cannot be used."),
    QT_TRANSLATE_NOOP(
        "Engine", "Write it as http://host:port, without a user name, or leave it empty for none."
    ),
    QT_TRANSLATE_NOOP("Engine", "There are more than {count} words of your own to hide."),
    QT_TRANSLATE_NOOP("Engine", "Remove some."),
    QT_TRANSLATE_NOOP("Engine", "A word of your own to hide is too short, too long, or not in one line."),
    QT_TRANSLATE_NOOP("Engine", "Each needs {least} to {most} characters."),
    QT_TRANSLATE_NOOP("Engine", "Cloud settings changed: {parts}."),
)
"""What is wrong with what was settled about the cloud."""

KEYS = (
    QT_TRANSLATE_NOOP("Engine", "The key's name is missing or cannot be used."),
    QT_TRANSLATE_NOOP("Engine", "Save the expert first, then its key."),
    QT_TRANSLATE_NOOP(
        "Engine", "This is no API key: it holds spaces or characters that no key has, or is too long."
    ),
    QT_TRANSLATE_NOOP("Engine", "Copy the key anew from the provider's page."),
    QT_TRANSLATE_NOOP("Engine", "The keyring does not answer."),
    QT_TRANSLATE_NOOP("Engine", "The keyring did not answer within {seconds} seconds."),
    QT_TRANSLATE_NOOP("Engine", "Unlock it and try again."),
    QT_TRANSLATE_NOOP("Engine", "The keyring is locked, so the API key cannot be read."),
    QT_TRANSLATE_NOOP("Engine", "The API key is too long."),
    QT_TRANSLATE_NOOP("Engine", "Enter it again."),
    QT_TRANSLATE_NOOP("Engine", "The API key could not be kept for this run."),
    QT_TRANSLATE_NOOP("Engine", "The API key cannot go out as the header {name}."),
    QT_TRANSLATE_NOOP("Engine", "Looking up {host} took too long."),
    QT_TRANSLATE_NOOP("Engine", "The network was switched off before {host} was asked."),
    QT_TRANSLATE_NOOP("Engine", "Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "The API key {name} was stored in the keyring."),
    QT_TRANSLATE_NOOP("Engine", "The API key {name} is kept for this run only, as there is no keyring."),
    QT_TRANSLATE_NOOP("Engine", "The API key {name} was removed."),
    QT_TRANSLATE_NOOP("Engine", "The name {host} was not found, so nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "Check that this computer is connected to the network, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The broker could not be started."),
    QT_TRANSLATE_NOOP("Engine", "Close other programs, then try again."),
    QT_TRANSLATE_NOOP("Engine", "The broker was killed, but has not ended yet."),
    QT_TRANSLATE_NOOP("Engine", "Close Sordino to be sure."),
)
"""What went wrong with an API key, and on the way."""

EXPERTS = (
    QT_TRANSLATE_NOOP("Engine", "There is no such expert."),
    QT_TRANSLATE_NOOP("Engine", "Save the expert first, then try its key."),
    QT_TRANSLATE_NOOP("Engine", "Check the expert under Preferences, or try again later."),
    QT_TRANSLATE_NOOP("Engine", "The request to {host} was not allowed: {error}"),
    QT_TRANSLATE_NOOP("Engine", "{host} was not asked: {error}"),
    QT_TRANSLATE_NOOP("Engine", "{host} gave no answer: {error}"),
    QT_TRANSLATE_NOOP("Engine", "The expert's address cannot be used. Check it in Preferences."),
    QT_TRANSLATE_NOOP("Engine", "{host} answered, but not with a list of models."),
    QT_TRANSLATE_NOOP("Engine", "{host} answered, but not in the form of a chat completion."),
    QT_TRANSLATE_NOOP("Engine", "{host} is overloaded. Try again later."),
    QT_TRANSLATE_NOOP("Engine", "{host} broke off with an error{said}."),
    QT_TRANSLATE_NOOP("Engine", "{host} broke off with an error."),
    QT_TRANSLATE_NOOP("Engine", "{host} does not accept the API key. Check it in Preferences."),
    QT_TRANSLATE_NOOP("Engine", "{host} says that the account has no credit left."),
    QT_TRANSLATE_NOOP("Engine", "{host} says that what was sent is too long for it. Send less."),
    QT_TRANSLATE_NOOP("Engine", "{host} knows no such address or model. Check the expert in Preferences."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{host} takes no more questions for now: its limit is reached. Try again in {seconds} seconds.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "{host} takes no more questions for now: its limit is reached. Try again later."
    ),
    QT_TRANSLATE_NOOP("Engine", "{host} has a fault of its own (error {status}). Try again later."),
    QT_TRANSLATE_NOOP("Engine", "{host} refused the question (error {status}){said}."),
    QT_TRANSLATE_NOOP("Engine", "{host} refused the question (error {status})."),
    QT_TRANSLATE_NOOP("Engine", "The answer is made without what the page says."),
    QT_TRANSLATE_NOOP("Engine", "Changed by you before it was sent."),
    QT_TRANSLATE_NOOP("Engine", "Hidden behind placeholders: {count}."),
    QT_TRANSLATE_NOOP("Engine", "Your change cannot be sent: {problem}"),
    QT_TRANSLATE_NOOP("Engine", "Estimated at {least} to {most}, cost {cost}."),
    QT_TRANSLATE_NOOP("Engine", "{read} tokens read, {written} written."),
    QT_TRANSLATE_NOOP("Engine", "Nothing but this request, with your API key, goes to {host}."),
    QT_TRANSLATE_NOOP("Engine", "The key is not tried."),
    QT_TRANSLATE_NOOP("Engine", "{host} does not permit this (error 403){said}."),
    QT_TRANSLATE_NOOP("Engine", "{host} does not permit this (error 403)."),
    QT_TRANSLATE_NOOP(
        "Engine", "{host} found nothing that could answer (error 404){said}. Check the expert in Preferences."
    ),
    QT_TRANSLATE_NOOP("Engine", "That is above the estimate."),
    QT_TRANSLATE_NOOP("Engine", "This asks first what the host allows programs to read."),
)
"""What experts answer in the place of an answer, and what the log says of a call of theirs."""

PRICES = (
    QT_TRANSLATE_NOOP("Engine", "{host} points to another address (status {status})."),
    QT_TRANSLATE_NOOP("Engine", "{host} gave no price list (status {status})."),
    QT_TRANSLATE_NOOP("Engine", "What {host} sent cannot be used: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Try again later; until then the prices from before are in force."),
    QT_TRANSLATE_NOOP("Engine", "The price list cannot be written to {path}: {error}."),
    QT_TRANSLATE_NOOP("Engine", "Price list of {day} in force."),
    QT_TRANSLATE_NOOP("Engine", "it is too long"),
    QT_TRANSLATE_NOOP("Engine", "it is no list of prices"),
    QT_TRANSLATE_NOOP("Engine", "it lacks providers that it should name"),
    QT_TRANSLATE_NOOP("Engine", "it names a model without any prices"),
    QT_TRANSLATE_NOOP("Engine", "it holds a price that makes no sense"),
    QT_TRANSLATE_NOOP("Engine", "it holds a pattern that is not safe to use"),
    QT_TRANSLATE_NOOP(
        "Engine", "The price list that was fetched cannot be used; the one of this version is in force."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The prices from before stay in force; your own prices are used in any case."
    ),
    QT_TRANSLATE_NOOP("Engine", "Not updated: you said no."),
    QT_TRANSLATE_NOOP("Engine", "Not updated: it was stopped."),
)
"""What became of the price list."""

HIDING = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "What would be sent could not be searched for personal data, so nothing was sent. "
        "The search can be switched off under Preferences.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The search for personal data in the request failed. Nothing was sent."),
    QT_TRANSLATE_NOOP("Engine", "Personal data in the request could not be replaced. Nothing was sent."),
    QT_TRANSLATE_NOOP(
        "Engine", "The request is no text, so it cannot be searched for personal data. Nothing was sent."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Personal data stands in the name of a field of the request, where nothing can be put in its "
        "place. Nothing was sent.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The request says that it is JSON and is not, so it cannot be searched for personal data. "
        "Nothing was sent.",
    ),
)
"""Why a request was not sent: what is personal in it could not be hidden."""

PROOF = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "Sordino's socket filter does not know this kind of processor: the window and the model are "
        "separate processes that open no network connection, but the operating system does not enforce it.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The Linux kernel's socket filter (seccomp) is not in force here: this run was not started with "
        "the command sordino, or this kernel lacks the filter.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The window and the model are separate processes that open no network connection, but the "
        "operating system does not enforce it.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The launcher is not held by the system, because it starts the broker. "
        "It opens no network connection.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The launcher of this run is behind the filter as well."),
    QT_TRANSLATE_NOOP("Engine", "The probe ended before it had tried all."),
    QT_TRANSLATE_NOOP("Engine", "{count} network sockets in /proc"),
    QT_TRANSLATE_NOOP("Engine", "Behind the same filter as the window"),
    QT_TRANSLATE_NOOP("Engine", "Sockets that it holds open"),
    QT_TRANSLATE_NOOP("Engine", "Socket filter"),
    QT_TRANSLATE_NOOP("Engine", "Probe"),
    QT_TRANSLATE_NOOP("Engine", "Self-test: the system refused {refused} of {tried} ways out."),
    QT_TRANSLATE_NOOP("Engine", "A broker exists: Sordino is online."),
)
"""What holds the processes, and what the self-test found."""

WAYS = (
    QT_TRANSLATE_NOOP("Engine", "The system let it through."),
    QT_TRANSLATE_NOOP("Engine", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Engine", "TCP over IPv4"),
    QT_TRANSLATE_NOOP("Engine", "TCP over IPv6"),
    QT_TRANSLATE_NOOP("Engine", "UDP over IPv4"),
    QT_TRANSLATE_NOOP("Engine", "UDP over IPv6"),
    QT_TRANSLATE_NOOP("Engine", "Raw IPv4 packets"),
    QT_TRANSLATE_NOOP("Engine", "Raw IPv6 packets"),
    QT_TRANSLATE_NOOP("Engine", "Raw frames (packet socket)"),
    QT_TRANSLATE_NOOP("Engine", "Netlink socket"),
    QT_TRANSLATE_NOOP("Engine", "Socket to the host of a virtual machine"),
    QT_TRANSLATE_NOOP("Engine", "Sockets of all other families"),
    QT_TRANSLATE_NOOP("Engine", "C library (ctypes)"),
    QT_TRANSLATE_NOOP("Engine", "System call by its number"),
    QT_TRANSLATE_NOOP("Engine", "System call by its number (x32)"),
    QT_TRANSLATE_NOOP("Engine", "System call by its number (32 bit)"),
    QT_TRANSLATE_NOOP("Engine", "The kernel's own name lookup (request_key)"),
    QT_TRANSLATE_NOOP("Engine", "A new Python process"),
    QT_TRANSLATE_NOOP("Engine", "Name lookup (getaddrinfo)"),
    QT_TRANSLATE_NOOP("Engine", "Name lookup (res_query)"),
    QT_TRANSLATE_NOOP("Engine", "Name lookup by a service of this computer"),
    QT_TRANSLATE_NOOP("Engine", "A container engine of this computer"),
    QT_TRANSLATE_NOOP("Engine", "A socket of family {family} was opened."),
    QT_TRANSLATE_NOOP("Engine", "This kernel has no other family."),
    QT_TRANSLATE_NOOP("Engine", "Only Linux is asked in this way."),
    QT_TRANSLATE_NOOP("Engine", "The number is not known for this processor."),
    QT_TRANSLATE_NOOP("Engine", "This processor has no such calls."),
    QT_TRANSLATE_NOOP("Engine", "This kernel takes no 32-bit calls."),
    QT_TRANSLATE_NOOP("Engine", "The kernel took the question."),
    QT_TRANSLATE_NOOP("Engine", "This C library has no such function."),
    QT_TRANSLATE_NOOP("Engine", "{path} answers."),
    QT_TRANSLATE_NOOP("Engine", "There is no such service."),
    QT_TRANSLATE_NOOP("Engine", "curl is not installed here."),
)
"""The ways out that the self-test tries, and what came of them."""

PREPARED = (
    QT_TRANSLATE_NOOP("Engine", "What you made stricter holds and is saved. Nothing else has changed."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "What you made stricter holds, but only until Sordino is closed: it could not be saved.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The broker was ended earlier, when no row could be written."),
    QT_TRANSLATE_NOOP(
        "Engine", "It keeps its memory to itself, so the system lets nobody look at it from outside."
    ),
    QT_TRANSLATE_NOOP("Engine", "Nothing was sent, but {host} was looked up."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The proxy would have to look it up, "
        "and whether that leads to a private network could not be checked.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The query is empty."),
    QT_TRANSLATE_NOOP("Engine", "The query is longer than {count} characters."),
    QT_TRANSLATE_NOOP("Engine", "The query holds characters that cannot be sent."),
    QT_TRANSLATE_NOOP(
        "Engine", "This is no address of a page. One begins with https:// or http:// and names a host."
    ),
    QT_TRANSLATE_NOOP("Engine", "The address holds characters that cannot be sent."),
    QT_TRANSLATE_NOOP("Engine", "The address is longer than {count} characters."),
    QT_TRANSLATE_NOOP("Engine", "The question is empty."),
    QT_TRANSLATE_NOOP("Engine", "The question is longer than {count} characters: shorten it."),
    QT_TRANSLATE_NOOP("Engine", "The question holds characters that cannot be sent."),
    QT_TRANSLATE_NOOP(
        "Engine", "The question is too long for what one call may cost here: {count} characters at most."
    ),
    QT_TRANSLATE_NOOP("Engine", "The documents are too long to be sent: name fewer of them."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The documents are too long for what one call to {name} may cost here: name fewer of them, or none.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The conversation is too long to be sent: ask a question instead."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The conversation is too long for what one call to {name} may cost here: ask a question instead.",
    ),
    QT_TRANSLATE_NOOP("Engine", "There is no conversation yet that an expert could read."),
    QT_TRANSLATE_NOOP(
        "Engine", '"{name}" may be any of several documents. Name the one that is meant: {names}.'
    ),
    QT_TRANSLATE_NOOP("Engine", 'No document "{name}" was read in this conversation: none was read at all.'),
    QT_TRANSLATE_NOOP("Engine", 'No document "{name}" was read in this conversation. These were: {names}.'),
    QT_TRANSLATE_NOOP("Engine", "{host} does not want programs to read this page."),
)
"""Why a call could not be prepared, or was kept here."""
