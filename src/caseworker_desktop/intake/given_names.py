"""Given names common in Lithuania and Latvia, folded: by them the two halves of a name written without a comma are told apart."""

from __future__ import annotations

from caseworker_desktop.kernel.folding import fold

_LITHUANIAN_MEN = """
adomas aidas aivaras aleksandras alfonsas alfredas algimantas algirdas algis aloyzas alvydas andrius andrejus anicetas antanas anupras aras
arijus armandas arminas arnas arnoldas aronas arturas arunas arvydas audrius augustas augustinas aurelijus aurimas azuolas balys benas
benediktas benjaminas bernardas bronius bronislovas brunonas dainius dainoras dalius damijonas danas danielius darius daumantas deividas
deivis denas dionizas domantas domas dominykas donatas dovydas ducius edgaras edmundas eduardas edvardas edvinas egidijus eimantas eimutis
einaras elijus ema emilis enrikas erikas ernestas erlandas evaldas faustas feliksas ferdinandas gabrielius gabrielis gediminas genadijus
gerardas germanas gerdas giedrius gintaras gintautas ginas girmantas gytis gvidas gustas haroldas henrikas herkus hubertas ignas ignotas
ilja imantas ivanas izidorius jaroslavas jaunius jeronimas jevgenijus jokubas jonas jonatanas jordanas joris juozapas juozas julius jurgis
justas justinas karolis karolius kasparas kastytis kazimieras kazys kestas kestutis kipras klemensas konstantinas kostas kristijonas
kristupas laimonas laimis laurynas leonardas leonas leonidas linas linardas liudas liudvikas liutauras lukas mantas mantvydas marijonas
marijus marius markas martynas matas mateušas matejus matijas mečislovas mečys mikalojus mikas mykolas mindaugas modestas mozė motiejus
naglis napoleonas nedas nerijus nojus norbertas normantas oskaras ovidijus paulius petras pijus pilypas povilas pranas pranciškus raigardas
raimondas raimundas rapolas raulis regimantas remigijus renaldas renatas rytis ričardas rikardas rimantas rimas rimgaudas rimvydas robertas
robinas rokas rolandas romanas romas romualdas rostislavas ruslanas saulius sigitas silvestras simas simonas skirmantas stanislovas stasys
stepas steponas svajūnas šarunas sergejus tadas tauras tautvydas teodoras titas tomas ugnius vaclovas vacys vaidas vaidotas vainius
vaižgantas valdas valdemaras valentas valentinas valerijus valius vasilijus venantas viačeslavas vidas vidmantas viktoras viktas vilhelmas
vilius viliumas vygantas vykintas vincas vincentas virgilijus virginijus visvaldas vytaras vytas vytautas vytenis vitalijus vladas
vladimiras vladislavas vladislovas vilmantas zbignevas zenonas zigmantas zigmas zygimantas žilvinas žydrunas žygimantas žygis igoris olegas
"""
_LITHUANIAN_WOMEN = """
adele agne agneta agota aida aiste akvile albina aldona alė aleksandra alina alma alvyda ana anastasija andrėja angele aniceta antanina
anželika asta audra audrone aurelija austeja aušra aušrine barbora beata benita birute božena brigita brone bronislava dainora dalia daiva
dana danguole danute daria deimante deimantė diana dominyka donata dovile edita egle elena elinga elvyra elzbieta emilija emile erika
ernesta esmeralda estera evelina faustina felicija filomena fausta gabija gabriele gaila galina gaudra gene genovaite gerda giedre gintare
goda grazina greta guoda henrieta ieva ilma ilona inesa inga ingrida inona irena irma iveta izabele jadvyga jane janina jelena jogaile
jolanta jolita jone jovita judita julija juozapota jurga jurgita jurate justina kamile karolina karina katažina kazimiera kornelija kotryna
kristina laima laimute laura lėja leokadija leonora leva lidija liepa ligita liliana lilija lina lineta liucija liudmila loreta luknė luka
lurdės magdalena margarita marija marina marta martyna medeine meile melita migle mildė milda monika nadežda natalija neringa nida nijole
nomeda nora odeta ona olga otilija paulina patricija petre polina radvile raimonda rasa rasma regina renata rita rima roberta roma rosita
rože ruta rūta saule sandra sigita sigute simona skaiste skirmante snieguole sofija solveiga sonata stanislava stase stefanija svetlana
svajone šarune tatjana tauriūnė tekle teodora teresė toma ugne urte urtė ursule vaida vaiva valdone valentina valerija valė vanda vasara
vesta veronika vida vijole viktorija vilija vilma vilte violeta virginija vita vitalija viva zina zita zofija žaneta živile žydrė žydrune
"""
_LATVIAN_MEN = """
adrians agnis agris aigars ainars aivars aivis aldis aleksandrs aleksejs alfons alfreds aloizs alvis anatolijs andis andrejs andris anrijs
antons arnis arnolds artis arturs arvids arvis atis august augusts austris bernhards bruno dagnis dainis daniels davids davis deniss didzis
dmitrijs dzintars edgars edmunds eduards edvards edvins egils einars elmars elvis emils eriks ernests evalds feliks francis gatis georgs
gints girts gunars guntars guntis gunvaldis gustavs haralds harijs heinrihs helmuts henriks igors ilgonis ilgvars ilmars imants indriķis
indulis ingars ingus inguss intars ints ivans ivars ivo jakobs janis jazeps jekabs jevgenijs juris julijs juss kalvis karlis kaspars klavs
konstantins krists kristaps kristians krišjanis laimonis laris lauris leo leons leonids linards ludis ludvigs madars maksims marcis marģeris
marģers maris markuss markus martins matiss mihails mikus mikelis miķelis modris nauris nikita nikolajs nils normunds olafs olegs olgerts
oskars oto osvalds pauls pavels peteris pēteris petrs raimonds raitis raivis raivo reinis renars ričards rihards rinalds roberts rodrigo
rolands romans romualds ronalds rudolfs ruslans salvis sandis sandris sergejs sigurds silvestrs staņislavs talis talivaldis teodors toms
uldis uģis valdis valters valdemars valentins valerijs vasilijs viesturs viestars viktors vilis vilnis vilhelms visvaldis vitalijs vitauts
vjačeslavs vladimirs vladislavs voldemars zigfrids zigmars zigmunds zintis žanis ziedonis
"""
_LATVIAN_WOMEN = """
agata agija agita agnese agra aiga aija aina ainara aira alda aleksandra alise alina alma amanda ance anastasija anda andra aneta angela
anita anna annija antonina antra anželika arija asja asnate astra astrida aurika austra baiba barba beata beate biruta brigita dace dagmara
dagnija daina dana daiga dārta daira diana dina ditte dita dzidra dzintra edite egija egita elga elina elita elizabete ella elvira elza
emilija ērika erna estere evelina everita evita evija fausta gaida gaļina ginta gita gundega gunita gunta guna guntra hedviga helena helga
ieva ilga ilgvara ilona ilva ilze ina indra inese inga ingrida ingūna ināra inta inguna ira irēna irina irma ivanda iveta ivita izabella
janīna jana jekaterina jeļena jolanta jūlija judite karina karlīna katrina katrīne kitija klinta krista kristiana kristīne laila laima laine
larisa lasma laura lauma lelde lidija lienite liene liesma liga līga ligita ligija lilija lilita linda lita lolita lūcija luīze ludmila
madara maija maira maiga malda mairita mara marika marina marite marija marta megija melānija mētra milda mirdza mudite nadežda natalija
natālija nellija nikola ņina nora olga olita oksana olīvija paula patricija paulina polina raimonda ramona rasma rasa regina renate rita
rigonda roberta rota rudite rūta ruta sabine sallija samanta sandra sandija sanija sanita santa sanda sarmite selga sigita signe silva
silvija simona sintija skaidrite smaida solvita sofija sniedze spodra staņislava svetlana tamara tatjana tekla terēze una undīne ursula
vaira valda valentina valerija vallija vanda velta veneranda vēsma velga veronika vera vesma viktorija vilma vija vineta vita vivita vizma
vladislava zane zanda zaiga zelma zenta zigrida zigrīda ziedīte zinaīda zita žanna žaneta žanete zoja elīza
"""
_OTHERS = """
aleksandr alexander aleksei aleksey alexey ali amir ahmed anatolij andrej andrey andrzej anna anton artem boris daniil david denis dmitri
dmitrij dmitry elena emma eugenijus evgenij fedor georgij gleb grigorij ibrahim igor ilya irina ivan jan jarek jean jevgenij john jozef
jurij kirill konstantin leonid maksim marek maria mariusz mark marat martin maxim michael michal michail mihail mikhail muhammad mohammad
mohamed natalia nikita nikolai nikolaj oleg oleksandr olga pavel peter petr piotr rashid robert roman ruslan sergei sergej sergey stanislav
stanislaw stefan svetlana taras tatiana timur vadim valentin valerij vasilij viktor vitalij vladimir vladislav volodymyr vyacheslav wieslaw
wojciech yaroslav yuri yurij zbigniew andriy andrii oksana iryna dmytro james paul thomas
"""


def _folded(block: str) -> frozenset[str]:
    return frozenset(fold(block).split())


GIVEN_NAMES = _folded(_LITHUANIAN_MEN + _LITHUANIAN_WOMEN + _LATVIAN_MEN + _LATVIAN_WOMEN + _OTHERS)
