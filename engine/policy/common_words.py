"""Words that many texts share: they show where a text came from only together with rarer ones."""

from __future__ import annotations

_FILLER = """
    a about after all also am an and any are as at be because been before being but by can com could
    dear did do does doing done for from get had has have he her here him his how html http https i
    if in into is it its just let like may me might more most my no not now of off on one only or
    org other our out over please shall she should so some such than thank thanks that the their
    them then there these they this those to too up us very was we were what when where which while
    who whom whose why will with would www yes you your der die das und ist nicht ein eine mit von
    zu für auf im in den dem des es ich sie wir le la les de des du un une et est pas que qui pour
    dans sur il elle je nous vous el los las y en una por con para no se su al lo
"""
_COMMON = """
    able above account add again against ago almost along already although always amount another answer
    anyone anything april area around ask august available away back bad based become begin behind below
    best better between big bit book both bring build building business buy call called case cause change
    cheap check child children choose city clear close come common company compare contact cost costs
    could country create current data date day days december deal decide details different difficult
    during each early easy either else email end english enough even ever every everyone everything
    example expect explain fact family far fast february few file final find fine first follow following
    food form found free friday friend friends full further game general german give given go goes going
    good got great group guide half hand happen happy hard head hello help high history hold home hope
    hour hours house however idea important include including information instead internet issue january
    job july june keep kind know known language large last late later latest learn least leave left less
    letter level life line list little live local long look looking lot love low made mail main make makes
    making man many march market matter maybe mean means meet meeting message minute minutes mind moment
    monday money month months morning much must name near need needs never new news next nice night
    nothing november number october office often old once online open order others own page paid paper
    part past pay people per perhaps person place plan plans play point possible present price prices
    probably problem process product program project public put question questions quick quite rather read
    ready real really reason receive report request rest result results return right road run safe said
    same saturday save saw say says school search second section see seem seen send sent september service
    set several short show side simple since site small something sometimes soon start started state step
    still stop store story street students study subject summary sunday support sure system table take
    taken talk team tell test text thing things think thought thursday time times title today together
    tomorrow tonight top total town travel true try tuesday turn two type under understand until update
    use used useful user using value version via view visit wait walk want watch water way ways weather
    website wednesday week weekend weeks well went without woman word words work working works world write
    wrong year years yesterday yet young bank beginning bread breakfast chapter coffee cup cups dinner
    doctor film flat garden hospital kitchen lunch movie music phone photo picture recipe rent restaurant
    shop station stock summer winter spring autumn tea train video supermarket quotes stuff three four
    five six seven eight nine ten aber alle als am an auch aus bei bin bis bitte da dann dass dein dir
    doch durch einen einem einer er etwas gibt guten habe haben hat heute ihr immer ja jahr jahre kann
    kein keine können machen mehr mein meine mich mir möchte muss nach neue noch nur oder ohne schon sehr
    sein seine sich sind so soll tag tage über um uns unter viel vom vor war warum was welche wenn wer
    werden wie wird wo wurde zeit zum zur avoir bien être fait faire plus tout très como más muy este esta
    hay ser todo
"""
_FILLER_CHARACTERS = (
    "的了是在我你他她它们們这這那有和就不人都一個个上也很到说說要去會会著着沒没看好自己"
    "為为什么麼怎嗎吗呢吧请請与與及或之而被把讓让從从向對对"
    "样樣如何时時候多少能可以想知道用做给給中年月日号號點点几幾每最大小"
)
_STOCK = """
    newyork losangeles sanfrancisco lasvegas hongkong unitedstates unitedkingdom unitednations
    northamerica southamerica southafrica southkorea northkorea newzealand saudiarabia europeanunion
    costarica buenosaires riodejaneiro machinelearning artificialintelligence socialmedia
    climatechange realestate creditcard kindregards bestregards yourssincerely sincerelyyours
    人工智能 人工智慧 机器学习 機器學習 天气预报 天氣預報 中华人民 人民共和 共和国家 新闻报道
    意思是什 什么意思
"""

FILLER = frozenset(_FILLER.split()) | frozenset(_FILLER_CHARACTERS)
"""Words that say nothing by themselves."""

COMMON = frozenset(_COMMON.split()) - FILLER
"""Words that every other text holds."""

STOCK = frozenset(_STOCK.split())
"""Names and phrases that everybody uses, without their blanks, in small letters."""
