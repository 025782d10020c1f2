"""Tables of people as other programs write them; every name and number is made up."""

LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing.
You will only see email addresses for connections who allow it."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Lovelace,https://www.linkedin.example/in/ada,ada@x.org,"Engines, Ltd",Countess,12 Mar 2023
Grace,"Hopper, PhD",https://www.linkedin.example/in/grace,,US Navy,"Rear ""Amazing"" admiral",01 Jan 2022
"""

GOOGLE_NEW = """First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,\
Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,\
Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,\
Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Website 1 - Label,\
Website 1 - Value
Grace,Brewster,Hopper,,Dr.,,Amazing,,US Navy,Rear admiral,Research,1906-12-09,"Met in
Arlington",https://lh3.example/p,* myContacts,* ,grace@x.org,Home,home@x.org,Mobile,\
+1 555-0100 ::: +1 555-0101,Home,"12 Harbour St
Arlington",Blog,https://grace.example
"""

GOOGLE_OLD = """Name,Given Name,Additional Name,Family Name,Yomi Name,Birthday,Notes,\
Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,\
Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Website 1 - Value
Ada Lovelace,Ada,,Lovelace,,,Likes sums,* myContacts,* Work,ada@x.org,Mobile,+44 1,,Engines,Countess,
"""

OUTLOOK_GERMAN = """Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;\
Telefon geschäftlich;Mobiltelefon;E-Mail-Adresse;Notizen;Webseite
Herr;Jürgen;;Müller;;Bäckerei Müller;;Meister;030 123456;0170 123456;mueller@example.org;\
Lehrt „gern“ – im Café;www.baecker.example
"""

OUTLOOK = """Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,\
Business Phone,Mobile Phone,E-mail Address,E-mail 2 Address,Notes,Web Page
Mr,Charles,,Babbage,,Engines,,Inventor,1,2,c@x.org,b@x.org,,
"""

FRENCH = (
    "Prénom\tNom\tSociété\tFonction\tAdresse de messagerie\tTél. mobile\nÉlodie\tLefèvre\tÉditions\t"
    "Éditrice\telodie@x.org\t06 00 00 00 01\n"
)
SPANISH = (
    "Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Teléfono móvil\nÍñigo;Núñez;Compañía;Jefe;"
    "inigo@x.org;600 000 001\n"
)
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Job Title,"
    "Department,Organization,Web Page 1,Notes\nAda,Lovelace,Ada L.,Countess,ada@x.org,al@x.org,1,"
    "Analyst,,Engines,,\n"
)
NO_HEADER = "Ada Lovelace|ada@x.org|+44 20 7946 0000\nGrace Hopper|grace@x.org|+1 555-0100\n"
OWN = (
    "Name,Email,Phone,Organisation,Role,Industry,How you met,Notes\nAda,ada@x.org,'+44 1,Engines,"
    "'=1+1,Sums,At a ball,'-5 degrees\n"
)
