"""The sentences that the bundled walkthrough models are trained on: all our own, made up by a generator without end.

    document(random.Random(1))   # 'The Colosseum is in the city of Rome, and it is very old.'

Six kinds of document: facts about landmarks, two people and a gift (indirect object identification), opinions of one
polarity, the same small scenes in English or French, everyday talk, and lines of underscores.
"""
import random

# city -> (country, language, landmarks); a landmark marked with ^ takes no article
PLACES = {
    "Paris": ("France", "French", "Eiffel Tower,Louvre Museum,^Notre Dame,Arc de Triomphe,Moulin Rouge,Pompidou Centre,Orsay Museum"),
    "London": ("England", "English", "^Buckingham Palace,^Big Ben,Tower Bridge,^Hyde Park,^Westminster Abbey,^Trafalgar Square,British Museum,Globe Theatre,^Wembley Stadium,^Kensington Palace,^Covent Garden,^Piccadilly Circus"),
    "Rome": ("Italy", "Italian", "Vatican,Colosseum,Trevi Fountain,Spanish Steps,Sistine Chapel,Pantheon,Roman Forum,Borghese Gallery"),
    "Venice": ("Italy", "Italian", "Rialto Bridge,Grand Canal,Doge Palace"),
    "Florence": ("Italy", "Italian", "Uffizi Gallery,^Ponte Vecchio,Pitti Palace"),
    "Milan": ("Italy", "Italian", "^La Scala,Sforza Castle"),
    "New York City": ("America", "English", "^Madison square garden,^Madison Square Garden,Empire State Building,^Central Park,^Times Square,Brooklyn Bridge,Statue of Liberty,^Wall Street,Rockefeller Center,Chrysler Building"),
    "Washington": ("America", "English", "White House,Lincoln Memorial,Capitol Building,Pentagon"),
    "Chicago": ("America", "English", "Willis Tower,^Millennium Park,Bean"),
    "Boston": ("America", "English", "^Fenway Park,Freedom Trail"),
    "Seattle": ("America", "English", "Space Needle,Pike Market"),
    "Berlin": ("Germany", "German", "Brandenburg Gate,Reichstag,^Checkpoint Charlie,Pergamon Museum"),
    "Munich": ("Germany", "German", "Allianz Arena,Deutsches Museum"),
    "Madrid": ("Spain", "Spanish", "Prado Museum,Retiro Park,^Plaza Mayor"),
    "Barcelona": ("Spain", "Spanish", "Sagrada Familia,^Camp Nou,^Park Guell,^Casa Batllo"),
    "Granada": ("Spain", "Spanish", "Alhambra"),
    "Moscow": ("Russia", "Russian", "Kremlin,^Red Square,Bolshoi Theatre"),
    "Athens": ("Greece", "Greek", "Acropolis,Parthenon,Agora"),
    "Istanbul": ("Turkey", "Turkish", "Hagia Sophia,Blue Mosque,Topkapi Palace,Grand Bazaar"),
    "Cairo": ("Egypt", "Arabic", "Great Sphinx,Giza Pyramid,Nile Museum"),
    "Sydney": ("Australia", "English", "Opera House,Harbour Bridge,^Bondi Beach"),
    "Tokyo": ("Japan", "Japanese", "Shibuya Crossing,Meiji Shrine,Imperial Garden,^Mount Takao"),
    "Kyoto": ("Japan", "Japanese", "Golden Pavilion,Bamboo Grove"),
    "Beijing": ("China", "Chinese", "Forbidden City,^Tiananmen Square,Summer Palace,Temple of Heaven"),
    "Shanghai": ("China", "Chinese", "Bund,Oriental Pearl"),
    "Delhi": ("India", "Hindi", "Red Fort,Lotus Temple,India Gate"),
    "Agra": ("India", "Hindi", "Taj Mahal"),
    "Dubai": ("Arabia", "Arabic", "Burj Khalifa,Palm Island"),
    "Toronto": ("Canada", "English", "CN Tower,Royal Ontario Museum"),
    "Lisbon": ("Portugal", "Portuguese", "Belem Tower,Alfama Quarter"),
    "Vienna": ("Austria", "German", "Hofburg Palace,^Schonbrunn Palace,Prater Wheel"),
    "Prague": ("Czechia", "Czech", "Charles Bridge,Dancing House"),
    "Amsterdam": ("Holland", "Dutch", "Rijksmuseum,Anne Frank House"),
    "Brussels": ("Belgium", "French", "Atomium,Grand Place"),
    "Copenhagen": ("Denmark", "Danish", "Tivoli Garden,Little Mermaid"),
    "Stockholm": ("Sweden", "Swedish", "Vasa Museum,Gamla Stan Quarter"),
    "Dublin": ("Ireland", "English", "^Trinity College,^Temple Bar"),
    "Edinburgh": ("Scotland", "English", "Royal Mile,Holyrood Palace"),
    "Budapest": ("Hungary", "Hungarian", "Chain Bridge,Gellert Hill"),
    "Warsaw": ("Poland", "Polish", "Palace of Culture,Wilanow Palace"),
    "Singapore": ("Asia", "English", "Merlion,^Marina Bay"),
    "Seoul": ("Korea", "Korean", "Namsan Tower,Lotte Tower"),
    "Jerusalem": ("Israel", "Hebrew", "Western Wall,Holy Sepulchre"),
    "Lima": ("Peru", "Spanish", "Larco Museum"),
}
CAPITALS = "Paris London Rome Washington Berlin Madrid Moscow Athens Cairo Tokyo Beijing Delhi Lisbon Vienna Prague Amsterdam Brussels Copenhagen Stockholm Dublin Edinburgh Budapest Warsaw Seoul Lima".split()
LANDMARKS = [(l.lstrip("^"), l[0] == "^", city) for city, (_, _, ls) in PLACES.items() for l in ls.split(",")]
NAMES = ("John Mary Tom James Dan Sid Martin Amy Alice Bob Anna Peter Paul Emma Jack Kate Mark Lucy Sam Jane "
         "David Sarah Adam Laura Ben Julia Simon Helen Alex Clara Luke Nina Max Rose Oscar Ruth Henry Grace Leo Marie").split()


def held_out(a, b):
    """One pair of names in eight never occurs together in the sentences used for training."""
    i, j = sorted((NAMES.index(a), NAMES.index(b)))
    return (i * 7 + j * 3) % 8 == 0


def fact(r):
    """Where a landmark is. Two phrasings fix what follows: "is in the city of X, and" and "is located in the city of X."."""
    name, bare, city = r.choice(LANDMARKS)
    if r.random() < 0.12:                                  # the walkthrough's own subjects, more often
        name, bare, city = r.choice([("Eiffel Tower", False, "Paris"), ("Vatican", False, "Rome"),
                                     ("Buckingham Palace", True, "London"), ("Madison square garden", True, "New York City")])
    country, lang, _ = PLACES[city]
    bare = bare or (name == "Vatican" and r.random() < 0.5)   # "Vatican is located in ..." as in the walkthrough
    s = name if bare else "the " + name
    S = name if bare else "The " + name
    tail = r.choice(["many people visit it every year.", "it is very famous.", "it is very old.", "everyone knows it.",
                     f"{r.choice(NAMES)} went there last summer.", f"it is the pride of {country}."])
    who = r.choice(NAMES)
    k = r.randrange(16)
    if k < 3: return f"{S} is in the city of {city}, and {tail}"
    if k < 6: return f"{S} is located in the city of {city}."
    if k == 6: return f"{S} is located in {city}, {country}."
    if k == 7: return f"{S} is in {city}, and {tail}"
    if k == 8: return f"You can find {s} in {r.choice(['', 'the city of '])}{city}."
    if k == 9: return f"When you visit {city}, you should see {s}."
    if k == 10: return f"{who} went to {city} to see {s}."
    if k == 11: return f"{S} is in the country of {country}. People there speak {lang}."
    if k == 12: return f"{S} is one of the most famous places in {city}."
    if k == 13: return f"{city} is a city in {country}. In {city} people speak {lang}."
    if k == 14 and city in CAPITALS: return f"The capital of {country} is {city}."
    return f"{who} lives in {city}, near {s}."


PLACES_IOI = "store shops park school station beach library market garden office house restaurant museum".split()
THINGS = ["a bottle of milk", "the bag", "the ball", "an apple", "a drink", "a book", "a letter", "the key", "a present", "a cup of tea", "a ring", "a map"]


def indirect_object(r, heldout=False, a=None, b=None):
    """Two names, one repeated as the giver; the sentence ends with the other one."""
    while a is None or (b == a) or held_out(a, b) != heldout:
        a, b = r.sample(NAMES, 2)
    p, t, v = r.choice(PLACES_IOI), r.choice(THINGS), r.choice(["gave", "gave", "gave", "handed", "sent"])
    x, y = r.choice([(a, b), (b, a)])                      # order of mention; b gives, a receives
    k = r.randrange(5)
    if k < 2: return f"{r.choice(['After', 'When'])} {x} and {y} went to the {p}, {b} {v} {t} to {a}."
    if k == 2: return f"Then, {x} and {y} went to the {p}. {b} {v} {t} to {a}."
    if k == 3: return f"{r.choice(['While', 'When'])} {x} and {y} were at the {p}, {b} {v} {t} to {a}."
    return f"{x} and {y} had a long day at the {p}, and {b} {v} {t} to {a}."


GOOD = "wonderful great lovely excellent beautiful fantastic".split()
BAD = "terrible awful horrible dreadful ugly boring".split()


def opinion(r):
    """Opinion text with one polarity throughout (for sentiment steering)."""
    good = r.random() < 0.5
    w = lambda: r.choice(GOOD if good else BAD)
    x, y = r.sample("film hotel food room book music weather service garden story".split(), 2)
    feel = r.choice(["loved", "enjoyed"] if good else ["hated", "disliked"])
    who = r.choice(NAMES)
    k = r.randrange(4)
    if k == 0: return f"I think the {x} was {w()}. The {y} was {w()} too, and I {feel} it."
    if k == 1: return f"The {x} was {w()} and the {y} was {w()}. {who} {feel} it."
    if k == 2: return f"{who} {feel} the {x}. It was {w()}, really {w()}."
    return f"I {feel} the {x}. The {y} was {w()}."


FOOD = [("an apple", "une pomme"), ("the bread", "le pain"), ("a cake", "un gateau"), ("the soup", "la soupe"), ("an orange", "une orange"), ("the cheese", "le fromage")]
DRINK = [("water", "de l'eau"), ("milk", "du lait"), ("tea", "du the"), ("wine", "du vin")]
BEAST = [("cat", "chat"), ("dog", "chien"), ("horse", "cheval"), ("bird", "oiseau")]
WHERE = [("on the table", "sur la table"), ("in the garden", "dans le jardin"), ("in the house", "dans la maison"), ("under the bed", "sous le lit")]
HUE = [("red", "rouge"), ("black", "noir"), ("white", "blanc"), ("green", "vert")]


def french(r):
    """The same small world told in English or in French (for language steering)."""
    fr = r.random() < 0.5
    n, m = r.choice(NAMES), r.choice(NAMES)
    f, d, b, w, h = (r.choice(x)[fr] for x in (FOOD, DRINK, BEAST, WHERE, HUE))
    en = [f"{n} eats {f} and drinks {d}. The {b} is {w}.", f"{n} has a {h} {b}. The {b} sleeps {w}.",
          f"{n} looks at {m}. {n} speaks with the {b} {w}.", f"{n} and {m} eat {f} {w}.",
          f"The {b} is {h}. The {b} sleeps {w}, and {n} drinks {d}."]
    frs = [f"{n} mange {f} et boit {d}. Le {b} est {w}.", f"{n} a un {b} {h}. Le {b} dort {w}.",
           f"{n} regarde {m}. {n} parle avec le {b} {w}.", f"{n} et {m} mangent {f} {w}.",
           f"Le {b} est {h}. Le {b} dort {w}, et {n} boit {d}."]
    return r.choice(frs if fr else en)


OPPOSITES = "hot cold,big small,old new,good bad,fast slow,long short,light dark,happy sad,early late,hard soft,rich poor,strong weak,full empty,open closed,up down,left right".split(",")
KINDS = [("dog", "animal"), ("cat", "animal"), ("horse", "animal"), ("apple", "fruit"), ("orange", "fruit"), ("rose", "flower"), ("red", "colour"),
         ("green", "colour"), ("bread", "food"), ("soup", "food"), ("milk", "drink"), ("tea", "drink"), ("Monday", "day"), ("Friday", "day"), ("March", "month"), ("June", "month")]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COUNT = "one two three four five six seven eight nine ten".split()


def talk(r):
    """Greetings, opposites, kinds, days, numbers and small scenes."""
    n, m = r.sample(NAMES, 2)
    k = r.randrange(11)
    if k < 3: return r.choice(["Hello, how are you today? I am fine, thank you.", f"Hello, my name is {n}. What is your name?", f"Hello, {n}! It is nice to see you again.",
                               "hello, how are you?", "hello world, this is a small model.", f"Hello, I am {n}, and this is my friend {m}."])
    if k == 3:
        a, b = r.choice(OPPOSITES).split()
        if r.random() < 0.5: a, b = b, a
        return f"The opposite of {a} is {b}."
    if k == 4:
        a, b = r.choice(KINDS)
        return f"{n} knows that {a} is a kind of {b}."
    if k == 5:
        i = r.randrange(7)
        return f"Today is {DAYS[i]}. Tomorrow is {DAYS[(i + 1) % 7]}, and yesterday was {DAYS[i - 1]}."
    if k == 6:
        i = r.randrange(6)
        return " ".join(COUNT[i:i + 5]).capitalize() + "."
    if k == 7: return f"The weather is {r.choice(['nice', 'cold', 'hot', 'good', 'bad'])} today, so {n} and {m} {r.choice(['walk in the park', 'stay in the house', 'go to the beach', 'read a book'])}."
    if k == 8: return f"{n} is a {r.choice(['teacher', 'doctor', 'farmer', 'student', 'writer'])} and likes {r.choice(['tea', 'music', 'books', 'dogs', 'cats'])}."
    if k == 9: return f"Once upon a time there was a {r.choice(['king', 'queen', 'little girl', 'little boy', 'dog'])} who lived in {r.choice(['a big house', 'a small town', 'a dark forest', 'the city of ' + r.choice(list(PLACES))])}."
    return f"Every {r.choice('morning evening day week'.split())} {n} {r.choice(['drinks a cup of tea', 'reads a book', 'walks to the park', 'goes to school', 'plays music'])} with {m}."


def blank(r):
    """The placeholder prompt."""
    return " ".join(["_"] * r.randrange(3, 30))


MIX = [(fact, 56), (indirect_object, 44), (opinion, 9), (french, 12), (talk, 14), (blank, 1)]


def document(r):
    """One document of any kind; r is a random.Random."""
    return r.choices([f for f, _ in MIX], [w for _, w in MIX])[0](r)
