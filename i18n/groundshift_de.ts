<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>ActivationMap</name>
    <message>
      <source>Activation map</source>
      <translation>Aktivierungskarte</translation>
    </message>
    <message>
      <source>activation,feature map,layer,channel,explain,interpret,neural network,deep learning,model,onnx</source>
      <translation>Aktivierung,Merkmalskarte,Schicht,Kanal,erklären,interpretieren,neuronales Netz,Deep Learning,Modell,onnx,activation</translation>
    </message>
    <message>
      <source>Visualises the activations of a layer of a neural network.</source>
      <translation>Zeigt die Aktivierungen einer Schicht eines neuronalen Netzes.</translation>
    </message>
    <message>
      <source>Visualises the activations of a layer of a neural network for two images of the same place, or for a chip of training data (two small images without georeference).
Mean activation: the mean over all channels of the layer, as a raster; layers that process the dates separately have one band per date.
Sheet: a picture of all channels side by side, preceded by the two dates.
Channels (optional): a raster with one band per channel.
List of layers (optional): a table with number, name, channels and stride of every layer that can be shown.
A model of land cover takes one image: leave the later date empty.
Leave the layer empty to see the last one before the output; the log then lists all layers.</source>
      <translation>Zeigt die Aktivierungen einer Schicht eines neuronalen Netzes für zwei Bilder desselben Ortes oder für einen Chip von Trainingsdaten (zwei kleine Bilder ohne Georeferenz).
Mittlere Aktivierung: das Mittel über alle Kanäle der Schicht, als Raster; Schichten, die die Zeitpunkte getrennt verarbeiten, haben ein Band je Zeitpunkt.
Übersicht: ein Bild aller Kanäle nebeneinander, davor die beiden Zeitpunkte.
Kanäle (optional): ein Raster mit einem Band je Kanal.
Liste der Schichten (optional): eine Tabelle mit Nummer, Name, Kanälen und Schrittweite jeder Schicht, die sich zeigen lässt.
Ein Landbedeckungsmodell nimmt ein Bild: Lassen Sie den späteren Zeitpunkt leer.
Bleibt die Schicht leer, wird die letzte vor der Ausgabe gezeigt; das Protokoll listet dann alle Schichten auf.</translation>
    </message>
    <message>
      <source>The network: id of a bundled or imported model, or path of an ONNX file.</source>
      <translation>Das Netz: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Number or name of a layer, or a part of the name that is unique. Empty: the last feature layer before the output; the log then lists all layers.</source>
      <translation>Nummer oder Name einer Schicht, oder ein eindeutiger Teil des Namens. Leer: die letzte Merkmalsschicht vor der Ausgabe; das Protokoll listet dann alle Schichten auf.</translation>
    </message>
    <message>
      <source>Mean activation</source>
      <translation>Mittlere Aktivierung</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: mean over the channels, one band for each date that the layer processes separately.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: Mittel über die Kanäle, ein Band je Zeitpunkt, den die Schicht getrennt verarbeitet.</translation>
    </message>
    <message>
      <source>Sheet of channels</source>
      <translation>Übersicht der Kanäle</translation>
    </message>
    <message>
      <source>PNG images (*.png)</source>
      <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
      <source>PNG: all channels side by side, each colour-scaled to its own range of values.</source>
      <translation>PNG: alle Kanäle nebeneinander, jeder in Farben nach seinem eigenen Wertebereich.</translation>
    </message>
    <message>
      <source>Channels</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats, one band per channel. Large: four bytes per value.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen, ein Band je Kanal. Groß: vier Byte je Wert.</translation>
    </message>
    <message>
      <source>List of layers</source>
      <translation>Liste der Schichten</translation>
    </message>
    <message>
      <source>CSV tables (*.csv)</source>
      <translation>CSV-Tabellen (*.csv)</translation>
    </message>
    <message>
      <source>CSV: number, name, operator, channels and stride of the layers.</source>
      <translation>CSV: Nummer, Name, Operator, Kanäle und Schrittweite der Schichten.</translation>
    </message>
    <message>
      <source>Folder of the sheets of all layers</source>
      <translation>Ordner der Bögen aller Schichten</translation>
    </message>
    <message>
      <source>A new or empty folder: the sheet of every layer, a PNG each. The network runs once for each layer; choose a small area.</source>
      <translation>Ein neuer oder leerer Ordner: der Bogen jeder Schicht, je ein PNG. Das Netz läuft für jede Schicht einmal; wählen Sie ein kleines Gebiet.</translation>
    </message>
    <message>
      <source>Name of the layer</source>
      <translation>Name der Schicht</translation>
    </message>
    <message>
      <source>Number of channels</source>
      <translation>Anzahl der Kanäle</translation>
    </message>
    <message>
      <source>Activation {before} - {after}</source>
      <translation>Aktivierung {before} - {after}</translation>
    </message>
    <message>
      <source>Activation {before}</source>
      <translation>Aktivierung {before}</translation>
    </message>
  </context>
  <context>
    <name>AssessAccuracy</name>
    <message>
      <source>Assess accuracy</source>
      <translation>Genauigkeit bewerten</translation>
    </message>
    <message>
      <source>accuracy,assessment,validation,confusion matrix,error matrix,precision,recall,F1,IoU,kappa,MCC,change,reference</source>
      <translation>Genauigkeit,Bewertung,Validierung,Konfusionsmatrix,Fehlermatrix,Precision,Recall,F1,IoU,Kappa,MCC,Veränderung,Referenz,accuracy</translation>
    </message>
    <message>
      <source>Compares a change map with a reference, pixel by pixel and object by object.</source>
      <translation>Vergleicht eine Veränderungskarte mit einer Referenz, Pixel für Pixel und Objekt für Objekt.</translation>
    </message>
    <message>
      <source>Compares a map with a reference, which is assumed to be correct. Each may be a raster of classes (0 is no change) or polygons, on any grid and in any CRS; they are compared on the finer grid, where both have data.
Pixels: confusion matrix; precision, recall, F1 and IoU of each class; overall accuracy, Cohen's kappa, Matthews correlation coefficient. With several classes of change, the outputs PRECISION, RECALL, F1 and IOU are unweighted means.
Objects (4-connected pixels of a class): matched one to one by overlap.
The report is a single HTML file with a map of hits, misses and false alarms.
Unless the pixels were sampled at random, the measures describe the assessed area only, not the accuracy of the map elsewhere: for areas with confidence intervals use 'Sample points' and 'Estimate area'.</source>
      <translation>Vergleicht eine Karte mit einer Referenz, die als richtig gilt. Beide können Raster von Klassen (0 ist keine Veränderung) oder Polygone sein, auf beliebigem Gitter und in beliebigem KBS; verglichen wird auf dem feineren Gitter, wo beide Daten haben.
Pixel: Konfusionsmatrix; Precision, Recall, F1 und IoU jeder Klasse; Gesamtgenauigkeit, Cohens Kappa, Matthews-Korrelationskoeffizient. Bei mehreren Klassen von Veränderung sind die Ausgaben PRECISION, RECALL, F1 und IOU ungewichtete Mittel.
Objekte (Pixel einer Klasse, über Kanten verbunden): eins zu eins nach Überlappung zugeordnet.
Der Bericht ist eine einzige HTML-Datei mit einer Karte der Treffer, des Übersehenen und der Fehlalarme.
Sofern die Pixel keine Zufallsstichprobe sind, beschreiben die Maße nur das bewertete Gebiet, nicht die Genauigkeit der Karte anderswo: für Flächen mit Vertrauensbereichen gibt es 'Stichprobe ziehen' und 'Fläche schätzen'.</translation>
    </message>
    <message>
      <source>Predicted (map to assess)</source>
      <translation>Vorhersage (zu bewertende Karte)</translation>
    </message>
    <message>
      <source>The map to assess: a raster of classes, such as a change mask, or polygons.</source>
      <translation>Die zu bewertende Karte: ein Raster von Klassen, etwa eine Veränderungsmaske, oder Polygone.</translation>
    </message>
    <message>
      <source>Reference (truth)</source>
      <translation>Referenz (Wahrheit)</translation>
    </message>
    <message>
      <source>Reference data: a raster of classes, or polygons of all changes, on any grid and in any CRS.</source>
      <translation>Referenzdaten: ein Raster von Klassen, oder Polygone aller Veränderungen, auf beliebigem Gitter und in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Polygons in which the maps are compared, such as the area that the reference was mapped in. Empty: the whole overlap of both maps.</source>
      <translation>Polygone, in denen verglichen wird, etwa das Gebiet, in dem die Referenz kartiert wurde. Leer: die ganze Überlappung beider Karten.</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Field with the class of the polygons: a number, or a class name that is also used in the raster. Empty, with polygons: change of any class is compared.</source>
      <translation>Feld mit der Klasse der Polygone: eine Zahl, oder ein Klassenname, den auch das Raster verwendet. Leer, bei Polygonen: Verglichen wird Veränderung jeder Klasse.</translation>
    </message>
    <message>
      <source>Overlap of matching objects</source>
      <translation>Überlappung zugeordneter Objekte</translation>
    </message>
    <message>
      <source>Minimum intersection over union at which two objects match.</source>
      <translation>Kleinstes Verhältnis von Schnitt zu Vereinigung, bei dem zwei Objekte einander zugeordnet werden.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
    </message>
    <message>
      <source>Confusion matrix</source>
      <translation>Konfusionsmatrix</translation>
    </message>
    <message>
      <source>CSV files (*.csv)</source>
      <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>Maße</translation>
    </message>
    <message>
      <source>JSON files (*.json)</source>
      <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
      <source>A single HTML file with all measures and a map of the errors.</source>
      <translation>Eine einzige HTML-Datei mit allen Maßen und einer Karte der Fehler.</translation>
    </message>
    <message>
      <source>Confusion matrix in pixels; rows are predicted classes, columns reference classes.</source>
      <translation>Konfusionsmatrix in Pixeln; Zeilen sind vorhergesagte Klassen, Spalten Referenzklassen.</translation>
    </message>
    <message>
      <source>All measures in machine-readable form.</source>
      <translation>Alle Maße in maschinenlesbarer Form.</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>Recall</translation>
    </message>
    <message>
      <source>F1</source>
      <translation>F1</translation>
    </message>
    <message>
      <source>IoU</source>
      <translation>IoU</translation>
    </message>
    <message>
      <source>Kappa</source>
      <translation>Kappa</translation>
    </message>
    <message>
      <source>MCC</source>
      <translation>MCC</translation>
    </message>
    <message>
      <source>Overall accuracy</source>
      <translation>Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>PREDICTED and REFERENCE are the same layer: the measures are perfect, whatever the map is like.</source>
      <translation>PREDICTED und REFERENCE sind derselbe Layer: Die Maße sind vollkommen, wie auch immer die Karte ist.</translation>
    </message>
  </context>
  <context>
    <name>ChangeDock</name>
    <message>
      <source>Detect</source>
      <translation>Finden</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <source>History</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Open the guide's page on this tab</source>
      <translation>Die Seite der Anleitung zu diesem Reiter öffnen</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Groundshift</source>
      <translation>Groundshift</translation>
    </message>
    <message>
      <source>Switch tabs with Ctrl+Page Down and Ctrl+Page Up</source>
      <translation>Mit Strg+Bild ab und Strg+Bild auf zwischen den Reitern wechseln</translation>
    </message>
  </context>
  <context>
    <name>ChangeReport</name>
    <message>
      <source>Change report</source>
      <translation>Veränderungsbericht</translation>
    </message>
    <message>
      <source>report,html,pdf,document,print,share,before,after,swipe,crops,table,change,review,accepted</source>
      <translation>Bericht,HTML,PDF,Dokument,drucken,teilen,vorher,nachher,Wischen,Ausschnitte,Tabelle,Veränderung,Prüfung,angenommen</translation>
    </message>
    <message>
      <source>Writes changes with pictures of both dates as one HTML file, and as a PDF.</source>
      <translation>Schreibt Veränderungen mit Bildern beider Zeitpunkte als eine HTML-Datei und als PDF.</translation>
    </message>
    <message>
      <source>Writes a report of changes that can be handed on to people without GIS: one HTML file that opens offline in any browser, and optionally a PDF with the same content.
It contains an overview, pictures of each change before and after with a swipe, a list with search and sorting, counts and areas by class, method, data, accuracy and provenance.
By default it contains the changes that were accepted or digitised in the panel 'Review'. The images are found by the provenance of the polygons, if they are in the project or beside the polygons.
Areas have confidence intervals if a result of 'Estimate area' is given.</source>
      <translation>Schreibt einen Bericht von Veränderungen zum Weitergeben an Menschen ohne GIS: eine HTML-Datei, die sich ohne Netz in jedem Browser öffnet, und auf Wunsch ein PDF mit demselben Inhalt.
Er enthält eine Übersicht, Bilder jeder Veränderung vorher und nachher zum Wischen, eine Liste mit Suche und Sortierung, Anzahlen und Flächen je Klasse, Verfahren, Daten, Genauigkeit und Herkunft.
Ohne weitere Angabe enthält er die Veränderungen, die im Bereich „Prüfen“ angenommen oder gezeichnet wurden. Die Bilder werden anhand der Herkunft der Polygone gefunden, wenn sie im Projekt oder neben den Polygonen sind.
Die Flächen haben Vertrauensbereiche, wenn ein Ergebnis von „Fläche schätzen“ angegeben ist.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
    </message>
    <message>
      <source>A single HTML file; a thousand changes take less than 20 MB.</source>
      <translation>Eine einzige HTML-Datei; tausend Veränderungen brauchen weniger als 20 MB.</translation>
    </message>
    <message>
      <source>Report for print</source>
      <translation>Bericht zum Drucken</translation>
    </message>
    <message>
      <source>PDF files (*.pdf)</source>
      <translation>PDF-Dateien (*.pdf)</translation>
    </message>
    <message>
      <source>The same content on pages of A4.</source>
      <translation>Derselbe Inhalt auf Seiten in A4.</translation>
    </message>
    <message>
      <source>Number of changes</source>
      <translation>Anzahl der Veränderungen</translation>
    </message>
    <message>
      <source>Area of the changes (m²)</source>
      <translation>Fläche der Veränderungen (m²)</translation>
    </message>
    <message>
      <source>Number of changes with pictures</source>
      <translation>Anzahl der Veränderungen mit Bildern</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>Polygons of a detection, usually reviewed ones; optionally only the selected features.</source>
      <translation>Polygone einer Erkennung, in der Regel geprüfte; auf Wunsch nur die gewählten Objekte.</translation>
    </message>
    <message>
      <source>Changes to report</source>
      <translation>Zu berichtende Veränderungen</translation>
    </message>
    <message>
      <source>Accepted and digitised ones</source>
      <translation>Angenommene und gezeichnete</translation>
    </message>
    <message>
      <source>All polygons</source>
      <translation>Alle Polygone</translation>
    </message>
    <message>
      <source>All polygons: whatever was decided on them, or where nothing was reviewed.</source>
      <translation>Alle Polygone: wie auch immer über sie entschieden wurde, oder wenn nichts geprüft wurde.</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Field that the changes are grouped by. Empty: their class, as reviewed.</source>
      <translation>Feld, nach dem die Veränderungen gruppiert werden. Leer: ihre Klasse, wie geprüft.</translation>
    </message>
    <message>
      <source>Before (earlier date)</source>
      <translation>Vorher (früherer Zeitpunkt)</translation>
    </message>
    <message>
      <source>After (later date)</source>
      <translation>Nachher (späterer Zeitpunkt)</translation>
    </message>
    <message>
      <source>Image of this date. Empty: the one that the polygons were found in.</source>
      <translation>Bild dieses Zeitpunkts. Leer: das, in dem die Polygone gefunden wurden.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>The mask of the same detection, for the size of the compared area.</source>
      <translation>Die Maske derselben Erkennung, für die Größe der verglichenen Fläche.</translation>
    </message>
    <message>
      <source>Accuracy or area estimate</source>
      <translation>Genauigkeit oder Flächenschätzung</translation>
    </message>
    <message>
      <source>Result of 'Estimate area' (HTML or CSV), for areas with confidence intervals, or of 'Assess accuracy' (HTML, JSON or CSV).</source>
      <translation>Ergebnis von „Fläche schätzen“ (HTML oder CSV), für Flächen mit Vertrauensbereichen, oder von „Genauigkeit bewerten“ (HTML, JSON oder CSV).</translation>
    </message>
    <message>
      <source>Title</source>
      <translation>Titel</translation>
    </message>
    <message>
      <source>Title of the report. Empty: made of the two dates.</source>
      <translation>Titel des Berichts. Leer: aus den beiden Zeitpunkten gebildet.</translation>
    </message>
    <message>
      <source>Author</source>
      <translation>Verfasser</translation>
    </message>
    <message>
      <source>Name of the author or organisation.</source>
      <translation>Name der Person oder Organisation, die den Bericht verfasst.</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Anmerkungen</translation>
    </message>
    <message>
      <source>Text below the title, such as the purpose and the conclusions.</source>
      <translation>Text unter dem Titel, etwa Zweck und Folgerungen.</translation>
    </message>
    <message>
      <source>Maximum number of changes with pictures</source>
      <translation>Höchstzahl der Veränderungen mit Bildern</translation>
    </message>
    <message>
      <source>The largest changes have pictures, the others are listed only.</source>
      <translation>Die größten Veränderungen haben Bilder, die übrigen sind nur aufgeführt.</translation>
    </message>
  </context>
  <context>
    <name>ChangeTimeSeries</name>
    <message>
      <source>Detect change in a series</source>
      <translation>Veränderung in einer Reihe finden</translation>
    </message>
    <message>
      <source>change,time series,multitemporal,dates,years,first change,number of changes,temporal controller,animation,monitoring,deep learning,neural network</source>
      <translation>Veränderung,Zeitreihe,multitemporal,Zeitpunkte,Jahre,erste Veränderung,Anzahl der Veränderungen,Zeitsteuerung,Animation,Überwachung,Deep Learning,neuronales Netz,time series</translation>
    </message>
    <message>
      <source>Detects when and how often each place changed in images of three or more dates.</source>
      <translation>Findet in Bildern von drei oder mehr Zeitpunkten, wann und wie oft sich jeder Ort verändert hat.</translation>
    </message>
    <message>
      <source>Detects when and how often each place changed in images of three or more dates, with a network as in 'Detect change' or with a classical method. Either consecutive dates are compared, or the first date with each of the others, all on the grid of the last date.
First change: number of the date on which the first change is visible (2 is the second date); 0 is no change, 255 no data. The dates are listed in the legend and in the file's metadata (DATE_1, DATE_2, ...).
Number of changes: number of compared pairs that show a change; 255 is no data.
Change polygons: the changes of each pair, with the dates between which they happened in the fields 'start' and 'end'. QGIS's temporal controller can animate them directly.</source>
      <translation>Findet in Bildern von drei oder mehr Zeitpunkten, wann und wie oft sich jeder Ort verändert hat, mit einem Netz wie in „Veränderung finden“ oder mit einem klassischen Verfahren. Verglichen werden aufeinanderfolgende Zeitpunkte oder der erste mit jedem der anderen, alle auf dem Gitter des letzten.
Erste Veränderung: Nummer des Zeitpunkts, an dem die erste Veränderung zu sehen ist (2 ist der zweite); 0 ist keine Veränderung, 255 keine Daten. Die Zeitpunkte stehen in der Legende und in den Metadaten der Datei (DATE_1, DATE_2, ...).
Anzahl der Veränderungen: Anzahl der verglichenen Paare, die eine Veränderung zeigen; 255 ist keine Daten.
Veränderungspolygone: die Veränderungen jedes Paares, mit den Zeitpunkten, zwischen denen sie geschahen, in den Feldern 'start' und 'end'. Die Zeitsteuerung von QGIS kann sie direkt abspielen.</translation>
    </message>
    <message>
      <source>Images of the dates</source>
      <translation>Bilder der Zeitpunkte</translation>
    </message>
    <message>
      <source>Three or more images of the same place, in any order: raster files, or web layers such as XYZ or WMS. They may differ in CRS, resolution and extent; results have the grid of the last date.</source>
      <translation>Drei oder mehr Bilder desselben Ortes, in beliebiger Reihenfolge: Rasterdateien oder Weblayer wie XYZ oder WMS. Sie dürfen sich in KBS, Auflösung und Ausdehnung unterscheiden; Ergebnisse haben das Gitter des letzten Zeitpunkts.</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>Zeitpunkte</translation>
    </message>
    <message>
      <source>The date of each image, in the order of the images, separated by commas: year, year-month or year-month-day, such as 2019-05-01, 2020, 2021-06. Empty: from the layers' properties, metadata and names.</source>
      <translation>Der Zeitpunkt jedes Bildes, in der Reihenfolge der Bilder, durch Kommas getrennt: Jahr, Jahr-Monat oder Jahr-Monat-Tag, etwa 2019-05-01, 2020, 2021-06. Leer: aus den Eigenschaften, Metadaten und Namen der Layer.</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <source>Consecutive dates show when something happened, including temporary changes; the first date with each of the others shows what differs from the initial state.</source>
      <translation>Aufeinanderfolgende Zeitpunkte zeigen, wann etwas geschah, auch vorübergehende Veränderungen; der erste mit jedem der anderen zeigt, was sich vom Anfangszustand unterscheidet.</translation>
    </message>
    <message>
      <source>Consecutive dates</source>
      <translation>Aufeinanderfolgende Zeitpunkte</translation>
    </message>
    <message>
      <source>The first date with each of the others</source>
      <translation>Der erste Zeitpunkt mit jedem der anderen</translation>
    </message>
    <message>
      <source>Model: probability, between 0 and 1, at and above which a pixel counts as changed; empty: the model's default. Classical method with a fixed threshold: the magnitude; by percentile: the percentage of unchanged pixels, 95 if empty.</source>
      <translation>Modell: Wahrscheinlichkeit zwischen 0 und 1, ab der ein Pixel als verändert gilt; leer: der Wert des Modells. Klassisches Verfahren mit festem Schwellenwert: der Betrag; nach Perzentil: der Prozentsatz der unveränderten Pixel, leer ist 95.</translation>
    </message>
    <message>
      <source>Changes with a smaller area on the ground are removed. Empty: the model's default; with a classical method, 0. 0: keep all.</source>
      <translation>Veränderungen mit kleinerer Fläche am Boden werden entfernt. Leer: der Wert des Modells, bei einem klassischen Verfahren 0. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Resolution (units of the last date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des letzten Zeitpunkts)</translation>
    </message>
    <message>
      <source>Working pixel size in map units. Empty: the coarsest pixel size of the dates, adjusted to the range of the model. A given value is used as it is, even outside the model's range.</source>
      <translation>Pixelgröße der Verarbeitung in Karteneinheiten. Leer: die gröbste Pixelgröße der Zeitpunkte, an den Bereich des Modells angepasst. Ein angegebener Wert gilt unverändert, auch außerhalb des Bereichs des Modells.</translation>
    </message>
    <message>
      <source>Bands of the images</source>
      <translation>Bänder der Bilder</translation>
    </message>
    <message>
      <source>Band numbers in the order of the model's bands, the same for all images, such as 3,2,1. Empty: identified for each image by wavelength, colour interpretation or the order red, green, blue; a classical method compares all bands that two dates have in common.</source>
      <translation>Bandnummern in der Reihenfolge der Bänder des Modells, für alle Bilder dieselben, etwa 3,2,1. Leer: für jedes Bild anhand von Wellenlänge, Farbinterpretation oder der Reihenfolge Rot, Grün, Blau bestimmt; ein klassisches Verfahren vergleicht alle Bänder, die zwei Zeitpunkte gemeinsam haben.</translation>
    </message>
    <message>
      <source>First change</source>
      <translation>Erste Veränderung</translation>
    </message>
    <message>
      <source>GeoTIFF, 8-bit: number of the date on which the first change is visible (2 is the second date), 0 no change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: Nummer des Zeitpunkts, an dem die erste Veränderung zu sehen ist (2 ist der zweite), 0 keine Veränderung, 255 keine Daten.</translation>
    </message>
    <message>
      <source>Number of changes</source>
      <translation>Anzahl der Veränderungen</translation>
    </message>
    <message>
      <source>GeoTIFF, 8-bit: number of compared pairs that show a change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: Anzahl der verglichenen Paare, die eine Veränderung zeigen, 255 keine Daten.</translation>
    </message>
    <message>
      <source>The changes of each pair, with the dates between which they happened.</source>
      <translation>Die Veränderungen jedes Paares, mit den Zeitpunkten, zwischen denen sie geschahen.</translation>
    </message>
    <message>
      <source>Area changed at least once (m²)</source>
      <translation>Mindestens einmal veränderte Fläche (m²)</translation>
    </message>
    <message>
      <source>Change {first} - {last}</source>
      <translation>Veränderung {first} - {last}</translation>
    </message>
  </context>
  <context>
    <name>ChipPictures</name>
    <message>
      <source>Latest</source>
      <translation>Letztes</translation>
    </message>
    <message>
      <source>Mean</source>
      <translation>Mittel</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>Label</translation>
    </message>
    <message>
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>Prediction</source>
      <translation>Vorhersage</translation>
    </message>
    <message>
      <source>Double click to open the picture. Grey ground is not labelled</source>
      <translation>Doppelklick öffnet das Bild. Graue Flächen haben kein Label</translation>
    </message>
    <message>
      <source>The picture no longer exists</source>
      <translation>Das Bild ist nicht mehr da</translation>
    </message>
  </context>
  <context>
    <name>Chips</name>
    <message>
      <source>Folder of chips</source>
      <translation>Ordner mit Chips</translation>
    </message>
    <message>
      <source>Folder with pairs of small images and their labels: A, B, label; or images_before, images_after, labels; or the output of 'Export chips'; directly or in subfolders such as train and val; for land cover images and masks. Separate several folders by semicolons. Empty: use the two dates and labels below.</source>
      <translation>Ordner mit Paaren kleiner Bilder und ihren Labels: A, B, label; oder images_before, images_after, labels; oder die Ausgabe von „Chips exportieren“; direkt oder in Unterordnern wie train und val. Mehrere Ordner durch Semikolons trennen. Leer: die beiden Zeitpunkte und Labels unten. Für Landbedeckung: Bilder und Masken (images, masks).</translation>
    </message>
    <message>
      <source>Raster file in any CRS and resolution, instead of chips.</source>
      <translation>Rasterdatei in beliebigem KBS und beliebiger Auflösung, anstelle von Chips.</translation>
    </message>
    <message>
      <source>Field with the class of each change: names or numbers of the model's classes. Empty: change of any class.</source>
      <translation>Feld mit der Klasse jeder Veränderung: Namen oder Zahlen der Klassen des Modells. Leer: Veränderung jeder Klasse.</translation>
    </message>
    <message>
      <source>Polygons in which every change is labelled; everything outside is ignored. Empty: the overlap of the dates.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat; alles außerhalb wird übergangen. Leer: die Überlappung der Zeitpunkte.</translation>
    </message>
    <message>
      <source>Pixel size of chips without georeference (m)</source>
      <translation>Pixelgröße von Chips ohne Georeferenz (m)</translation>
    </message>
    <message>
      <source>Ground sample distance in metres of chips that do not define one. Empty: the model's best resolution.</source>
      <translation>Bodenauflösung in Metern von Chips, die keine festlegen. Leer: die beste Auflösung des Modells.</translation>
    </message>
  </context>
  <context>
    <name>ClassifyLandCover</name>
    <message>
      <source>Land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>Classify land cover</source>
      <translation>Landbedeckung klassifizieren</translation>
    </message>
    <message>
      <source>land cover,land use,classification,semantic segmentation,classes,vegetation,water,buildings,roads,deep learning,neural network,AI,onnx,map</source>
      <translation>Landbedeckung,Landnutzung,Klassifikation,semantische Segmentierung,Klassen,Vegetation,Wasser,Gebäude,Straßen,Deep Learning,neuronales Netz,KI,onnx,Karte</translation>
    </message>
    <message>
      <source>Maps the land cover of an image with a neural network.</source>
      <translation>Kartiert die Landbedeckung eines Bildes mit einem neuronalen Netz.</translation>
    </message>
    <message>
      <source>Maps the land cover of an image with a segmentation network: one class per pixel.
Class map: the values of the model's classes, with their names and colours; 255 is no data.
Class probabilities (optional): one band per class, 0 to 1, -1 is no data. 'From-to change' can compare two.
Picture (optional): red, green and blue in the colours of the classes.
Class polygons (optional): class, area and perimeter on the ellipsoid, mean probability of the class.
Areas: square metres on the ellipsoid and share of each class, as HTML or CSV.
The network runs in a separate process. If the runtime is not installed yet, run 'Install runtime' once.</source>
      <translation>Kartiert die Landbedeckung eines Bildes mit einem Segmentierungsnetz: eine Klasse je Pixel.
Klassenkarte: die Werte der Klassen des Modells mit Namen und Farben; 255 ist kein Wert.
Klassenwahrscheinlichkeiten (optional): ein Kanal je Klasse, 0 bis 1, -1 ist kein Wert. 'Von-nach-Änderung' kann zwei davon vergleichen.
Bild (optional): Rot, Grün und Blau in den Farben der Klassen.
Klassenpolygone (optional): Klasse, Fläche und Umfang auf dem Ellipsoid, mittlere Wahrscheinlichkeit der Klasse.
Flächen: Quadratmeter auf dem Ellipsoid und Anteil jeder Klasse, als HTML oder CSV.
Das Netz läuft in einem eigenen Prozess. Ist die Laufzeitumgebung noch nicht installiert, führen Sie einmal 'Laufzeitumgebung installieren' aus.</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Image to classify: a raster file, or a web layer such as XYZ or WMS. The results have its CRS.</source>
      <translation>Zu klassifizierendes Bild: eine Rasterdatei oder ein Web-Layer wie XYZ oder WMS. Die Ergebnisse haben sein KBS.</translation>
    </message>
    <message>
      <source>The network: id of a bundled or imported land-cover model, or path of an ONNX file made for segmentation. The model file specifies bands, resolution and classes.</source>
      <translation>Das Netz: Kennung eines mitgelieferten oder importierten Landbedeckungsmodells oder Pfad einer ONNX-Datei für Segmentierung. Die Modelldatei legt Kanäle, Auflösung und Klassen fest.</translation>
    </message>
    <message>
      <source>Smallest patch (m²)</source>
      <translation>Kleinste Teilfläche (m²)</translation>
    </message>
    <message>
      <source>Patches with a smaller area on the ground take the class of their nearest neighbour. Empty: the model's default. 0: keep all.</source>
      <translation>Teilflächen mit kleinerer Fläche am Boden erhalten die Klasse ihres nächsten Nachbarn. Leer: Vorgabe des Modells. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Class map</source>
      <translation>Klassenkarte</translation>
    </message>
    <message>
      <source>GeoTIFF, 8-bit: values of the model's classes, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: Werte der Klassen des Modells, 255 kein Wert.</translation>
    </message>
    <message>
      <source>Class probabilities</source>
      <translation>Klassenwahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats, -1 no data: one band per class.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen, -1 kein Wert: ein Kanal je Klasse.</translation>
    </message>
    <message>
      <source>Picture in class colours</source>
      <translation>Bild in Klassenfarben</translation>
    </message>
    <message>
      <source>GeoTIFF with red, green and blue: the colours of the classes.</source>
      <translation>GeoTIFF mit Rot, Grün und Blau: die Farben der Klassen.</translation>
    </message>
    <message>
      <source>Class polygons</source>
      <translation>Klassenpolygone</translation>
    </message>
    <message>
      <source>Polygons of the patches. The file extension sets the format: GeoPackage, GeoJSON, ...</source>
      <translation>Polygone der Teilflächen. Die Dateiendung bestimmt das Format: GeoPackage, GeoJSON, ...</translation>
    </message>
    <message>
      <source>Areas</source>
      <translation>Flächen</translation>
    </message>
    <message>
      <source>HTML files (*.html);;CSV files (*.csv)</source>
      <translation>HTML-Dateien (*.html);;CSV-Dateien (*.csv)</translation>
    </message>
    <message>
      <source>Area and share of each class: a report (.html) or a table (.csv).</source>
      <translation>Fläche und Anteil jeder Klasse: ein Bericht (.html) oder eine Tabelle (.csv).</translation>
    </message>
    <message>
      <source>Land cover {image}</source>
      <translation>Landbedeckung {image}</translation>
    </message>
  </context>
  <context>
    <name>Cleanup</name>
    <message>
      <source>Clean up</source>
      <translation>Aufräumen</translation>
    </message>
    <message>
      <source>clean,remove,delete,temporary files,disk space,unfinished,resume,leftovers</source>
      <translation>aufräumen,entfernen,löschen,temporäre Dateien,Speicherplatz,unvollendet,fortsetzen,Reste</translation>
    </message>
    <message>
      <source>Removes what unfinished runs have left on the disk.</source>
      <translation>Entfernt, was unvollendete Läufe auf dem Datenträger hinterlassen haben.</translation>
    </message>
    <message>
      <source>Removes the finished blocks of runs that were cancelled, killed or stopped by a full disk: they can no longer be resumed afterwards. Temporary files of a QGIS that was killed are removed as well.
Results, models and the runtime are kept, and runs in progress are not touched.</source>
      <translation>Entfernt die fertigen Blöcke von Läufen, die abgebrochen, beendet oder durch einen vollen Datenträger gestoppt wurden: Sie können danach nicht mehr fortgesetzt werden. Auch temporäre Dateien eines QGIS, das beendet wurde, werden entfernt.
Ergebnisse, Modelle und die Laufzeitumgebung bleiben erhalten, und laufende Läufe werden nicht angetastet.</translation>
    </message>
    <message>
      <source>Older than (days)</source>
      <translation>Älter als (Tage)</translation>
    </message>
    <message>
      <source>Only runs whose last block is older are removed. 0: all unfinished runs.</source>
      <translation>Nur Läufe, deren letzter Block älter ist, werden entfernt. 0: alle unvollendeten Läufe.</translation>
    </message>
    <message>
      <source>Number of removed runs</source>
      <translation>Anzahl entfernter Läufe</translation>
    </message>
    <message>
      <source>Freed disk space (MB)</source>
      <translation>Freigegebener Speicherplatz (MB)</translation>
    </message>
    <message>
      <source>Removed: {title}, {percent} % finished, {size} MB</source>
      <translation>Entfernt: {title}, zu {percent} % fertig, {size} MB</translation>
    </message>
    <message>
      <source>Removed the temporary files of {count} jobs that were killed.</source>
      <translation>Temporäre Dateien von {count} beendeten Aufträgen wurden entfernt.</translation>
    </message>
    <message>
      <source>There was nothing to remove.</source>
      <translation>Es gab nichts zu entfernen.</translation>
    </message>
  </context>
  <context>
    <name>Compare</name>
    <message>
      <source>Show the other l&amp;ayers, too</source>
      <translation>A&amp;uch die übrigen Layer zeigen</translation>
    </message>
    <message>
      <source>Show labels, base maps and other layers with both dates. Off: only the two images and the outlines. Masks and probabilities of runs step aside in any case</source>
      <translation>Beschriftungen, Hintergrundkarten und andere Layer mit beiden Daten zeigen. Aus: nur die beiden Bilder und die Umrisse. Masken und Wahrscheinlichkeiten von Läufen treten in jedem Fall zurück</translation>
    </message>
    <message>
      <source>&amp;Before</source>
      <translation>V&amp;orher</translation>
    </message>
    <message>
      <source>A&amp;fter</source>
      <translation>Na&amp;chher</translation>
    </message>
    <message>
      <source>Swap the two dates</source>
      <translation>Die beiden Zeitpunkte vertauschen</translation>
    </message>
    <message>
      <source>Sw&amp;ipe</source>
      <translation>Wi&amp;schen</translation>
    </message>
    <message>
      <source>Drag a line between the dates across the map</source>
      <translation>Eine Linie zwischen den Zeitpunkten über die Karte ziehen</translation>
    </message>
    <message>
      <source>Blin&amp;k</source>
      <translation>Blin&amp;ken</translation>
    </message>
    <message>
      <source>Show one date after the other in the same place</source>
      <translation>Die Zeitpunkte abwechselnd an derselben Stelle zeigen</translation>
    </message>
    <message>
      <source>Side b&amp;y side</source>
      <translation>Nebene&amp;inander</translation>
    </message>
    <message>
      <source>A second map, linked to the main map</source>
      <translation>Eine zweite Karte, mit der Hauptkarte gekoppelt</translation>
    </message>
    <message>
      <source>Opacity of the outlines of polygons over the dates. The key O on the map hides and shows them</source>
      <translation>Deckkraft der Umrisse von Polygonen über den Daten. Die Taste O auf der Karte blendet sie aus und ein</translation>
    </message>
    <message>
      <source>Outlines</source>
      <translation>Umrisse</translation>
    </message>
    <message>
      <source>hide: key O</source>
      <translation>ausblenden: Taste O</translation>
    </message>
    <message>
      <source>Ver&amp;tical line</source>
      <translation>Senkrech&amp;te Linie</translation>
    </message>
    <message>
      <source>Hori&amp;zontal line</source>
      <translation>Waa&amp;gerechte Linie</translation>
    </message>
    <message>
      <source>Before on the left, after on the right</source>
      <translation>Vorher links, nachher rechts</translation>
    </message>
    <message>
      <source>Before above, after below</source>
      <translation>Vorher oben, nachher unten</translation>
    </message>
    <message>
      <source>Li&amp;ne</source>
      <translation>Linie</translation>
    </message>
    <message>
      <source>Dra&amp;g the line with the mouse again</source>
      <translation>Linie wieder mit der &amp;Maus ziehen</translation>
    </message>
    <message>
      <source>Another map tool is active</source>
      <translation>Ein anderes Kartenwerkzeug ist aktiv</translation>
    </message>
    <message>
      <source>Drag the line; elsewhere the mouse moves the map. On the map: &lt;b&gt;arrow keys&lt;/b&gt; move the line (&lt;b&gt;Shift&lt;/b&gt;: finely), &lt;b&gt;space&lt;/b&gt; blinks, &lt;b&gt;Esc&lt;/b&gt; ends.</source>
      <translation>Ziehen Sie die Linie; anderswo bewegt die Maus die Karte. Auf der Karte: &lt;b&gt;Pfeiltasten&lt;/b&gt; bewegen die Linie (&lt;b&gt;Umschalt&lt;/b&gt;: fein), &lt;b&gt;Leertaste&lt;/b&gt; blinkt, &lt;b&gt;Esc&lt;/b&gt; beendet.</translation>
    </message>
    <message>
      <source> s</source>
      <translation> s</translation>
    </message>
    <message>
      <source>How long each date is shown</source>
      <translation>Wie lange jeder Zeitpunkt gezeigt wird</translation>
    </message>
    <message>
      <source>Each da&amp;te for</source>
      <translation>Jeder &amp;Zeitpunkt für</translation>
    </message>
    <message>
      <source>On the map: &lt;b&gt;left&lt;/b&gt; and &lt;b&gt;right arrow&lt;/b&gt; stop at before and after, &lt;b&gt;space&lt;/b&gt; goes back, &lt;b&gt;Esc&lt;/b&gt; ends.</source>
      <translation>Auf der Karte: &lt;b&gt;Pfeil links&lt;/b&gt; und &lt;b&gt;rechts&lt;/b&gt; halten bei vorher und nachher an, &lt;b&gt;Leertaste&lt;/b&gt; geht zurück, &lt;b&gt;Esc&lt;/b&gt; beendet.</translation>
    </message>
    <message>
      <source>Before is shown in a separate map, after in the main map. The maps are linked: pan, zoom or rotate either one. Each shows the cursor position of the other. The map of Before can be undocked and moved to a second screen.</source>
      <translation>Vorher erscheint in einer eigenen Karte, nachher in der Hauptkarte. Die Karten sind gekoppelt: eine davon verschieben, zoomen oder drehen. Jede zeigt, wo der Mauszeiger auf der anderen ist. Die Karte von Vorher lässt sich abdocken und auf einen zweiten Bildschirm ziehen.</translation>
    </message>
    <message>
      <source>Add two raster layers of the same place to the project, one for each date.</source>
      <translation>Fügen Sie dem Projekt zwei Rasterlayer desselben Ortes hinzu, einen je Zeitpunkt.</translation>
    </message>
    <message>
      <source>Choose the layers of the two dates above, or in the tab Detect.</source>
      <translation>Wählen Sie die Layer der beiden Zeitpunkte oben oder im Reiter „Finden“.</translation>
    </message>
    <message>
      <source>Choose the layer of the earlier date as well.</source>
      <translation>Wählen Sie auch den Layer des früheren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose the layer of the later date as well.</source>
      <translation>Wählen Sie auch den Layer des späteren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose how to compare. Your layers are not changed.</source>
      <translation>Wählen Sie, wie verglichen wird. Ihre Layer werden nicht verändert.</translation>
    </message>
    <message>
      <source>Pa&amp;use</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>Wei&amp;ter</translation>
    </message>
    <message>
      <source>Before: {layer}</source>
      <translation>Vorher: {layer}</translation>
    </message>
    <message>
      <source>After: {layer}</source>
      <translation>Nachher: {layer}</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
  </context>
  <context>
    <name>Coregister</name>
    <message>
      <source>Preparation</source>
      <translation>Vorbereitung</translation>
    </message>
    <message>
      <source>Co-register</source>
      <translation>Koregistrieren</translation>
    </message>
    <message>
      <source>coregistration,co-registration,registration,align,alignment,shift,offset,displacement,sub-pixel,tie points,phase correlation,georeference,move,match,before,after</source>
      <translation>Koregistrierung,Registrierung,ausrichten,Ausrichtung,Verschiebung,Versatz,Verlagerung,Subpixel,Verknüpfungspunkte,Passpunkte,Phasenkorrelation,Georeferenzierung,verschieben,zuordnen,vorher,nachher,coregistration</translation>
    </message>
    <message>
      <source>Measures the shift between two raster dates and aligns the earlier one with the later.</source>
      <translation>Misst den Versatz zwischen zwei Rasterzeitpunkten und richtet den früheren am späteren aus.</translation>
    </message>
    <message>
      <source>Measures the sub-pixel shift of the earlier date relative to the later one, and corrects it.
Dates that are misaligned by a pixel show false change along every edge. Windows all over the image are matched by their edges; windows that are cloudy or changed disagree with the others and are rejected.
Aligned raster (optional): the earlier date, with all its bands and its data type, on the pixels of the later one (at the coarser of the two pixel sizes). Skip it to measure only.
Tie points (optional): the places where the shift was measured, with its length in metres, its reliability, and whether it was used.
Shift x and y: the correction to add to the coordinates of the earlier date, in units of the later date's CRS. Reliability: the share of tie points that agree, reduced if they agree only roughly; 0 means that the shift could not be determined.</source>
      <translation>Misst auf Bruchteile eines Pixels, wie der frühere Zeitpunkt gegen den späteren verschoben ist, und korrigiert es.
Zeitpunkte, die um ein Pixel auseinanderliegen, zeigen entlang jeder Kante falsche Veränderung. Fenster im ganzen Bild werden anhand ihrer Kanten zugeordnet; bewölkte oder veränderte stimmen mit den übrigen nicht überein und werden verworfen.
Ausgerichtetes Raster (optional): der frühere Zeitpunkt, mit allen Bändern und seinem Datentyp, auf den Pixeln des späteren (in der gröberen der beiden Pixelgrößen). Weglassen, um nur zu messen.
Verknüpfungspunkte (optional): die Stellen, an denen der Versatz gemessen wurde, mit seiner Länge in Metern, seiner Zuverlässigkeit, und ob er verwendet wurde.
Versatz x und y: die Korrektur, die zu den Koordinaten des früheren Zeitpunkts addiert wird, in Einheiten des KBS des späteren. Zuverlässigkeit: der Anteil der Verknüpfungspunkte, die übereinstimmen, verringert, wenn sie nur ungefähr übereinstimmen; 0 heißt, dass der Versatz nicht bestimmt werden konnte.</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>Versatz</translation>
    </message>
    <message>
      <source>Global: one shift for the whole image</source>
      <translation>Global: ein Versatz für das ganze Bild</translation>
    </message>
    <message>
      <source>Local: smoothly varying shift</source>
      <translation>Lokal: stetig veränderlicher Versatz</translation>
    </message>
    <message>
      <source>Global: one shift for the whole image, from all tie points. Local: a smooth field of shifts through the tie points, for imagery over hills or from several flight strips.</source>
      <translation>Global: ein Versatz für das ganze Bild, aus allen Verknüpfungspunkten. Lokal: ein glattes Feld von Versätzen durch die Verknüpfungspunkte, für Bilder über Hügeln oder aus mehreren Flugstreifen.</translation>
    </message>
    <message>
      <source>Largest shift (pixels)</source>
      <translation>Größter Versatz (Pixel)</translation>
    </message>
    <message>
      <source>Maximum shift that is searched for. Larger values take longer.</source>
      <translation>Größter Versatz, nach dem gesucht wird. Größere Werte dauern länger.</translation>
    </message>
    <message>
      <source>Window (pixels)</source>
      <translation>Fenster (Pixel)</translation>
    </message>
    <message>
      <source>Side of the square window that is matched at each tie point. Larger windows are more reliable, smaller ones follow local distortion. Empty: 128, less for small images, and half of it for a local shift if the tie points are dense enough.</source>
      <translation>Seite des quadratischen Fensters, das an jedem Verknüpfungspunkt zugeordnet wird. Größere Fenster sind zuverlässiger, kleinere folgen örtlichen Verzerrungen. Leer: 128, weniger bei kleinen Bildern, und für einen lokalen Versatz die Hälfte davon, wenn die Verknüpfungspunkte dicht genug liegen.</translation>
    </message>
    <message>
      <source>Spacing of the tie points (pixels)</source>
      <translation>Abstand der Verknüpfungspunkte (Pixel)</translation>
    </message>
    <message>
      <source>Empty: chosen to give about 150 tie points, or 600 for a local shift.</source>
      <translation>Leer: so gewählt, dass es etwa 150 Verknüpfungspunkte gibt, oder 600 für einen lokalen Versatz.</translation>
    </message>
    <message>
      <source>Resampling of the aligned raster</source>
      <translation>Abtastung des ausgerichteten Rasters</translation>
    </message>
    <message>
      <source>Nearest neighbour</source>
      <translation>Nächster Nachbar</translation>
    </message>
    <message>
      <source>Bilinear</source>
      <translation>Bilinear</translation>
    </message>
    <message>
      <source>Cubic spline</source>
      <translation>Kubischer Spline</translation>
    </message>
    <message>
      <source>Cubic preserves the most detail, bilinear never exceeds the range of the input values, nearest neighbour preserves classes. Rasters with a colour table always keep their values.</source>
      <translation>Kubisch erhält die meisten Einzelheiten, bilinear geht nie über den Bereich der Eingangswerte hinaus, nächster Nachbar erhält Klassen. Raster mit einer Farbtabelle behalten ihre Werte immer.</translation>
    </message>
    <message>
      <source>Aligned raster</source>
      <translation>Ausgerichtetes Raster</translation>
    </message>
    <message>
      <source>GeoTIFF: all bands of the earlier date on the pixels of the later one. Skip it to measure only.</source>
      <translation>GeoTIFF: alle Bänder des früheren Zeitpunkts auf den Pixeln des späteren. Weglassen, um nur zu messen.</translation>
    </message>
    <message>
      <source>Tie points</source>
      <translation>Verknüpfungspunkte</translation>
    </message>
    <message>
      <source>Points with shift_x and shift_y (map units), length_m, reliability (0 to 1), status (used or rejected) and misfit_m.</source>
      <translation>Punkte mit shift_x und shift_y (Karteneinheiten), length_m, reliability (0 bis 1), status (used: verwendet, oder rejected: verworfen) und misfit_m.</translation>
    </message>
    <message>
      <source>Shift x (map units)</source>
      <translation>Versatz x (Karteneinheiten)</translation>
    </message>
    <message>
      <source>Shift y (map units)</source>
      <translation>Versatz y (Karteneinheiten)</translation>
    </message>
    <message>
      <source>Reliability (0 to 1)</source>
      <translation>Zuverlässigkeit (0 bis 1)</translation>
    </message>
    <message>
      <source>BEFORE and AFTER are the same image: there is no shift.</source>
      <translation>BEFORE und AFTER sind dasselbe Bild: Es gibt keinen Versatz.</translation>
    </message>
    <message>
      <source>Alignment {before} - {after}</source>
      <translation>Ausrichtung {before} - {after}</translation>
    </message>
  </context>
  <context>
    <name>CurvePlot</name>
    <message>
      <source>Nothing to show yet</source>
      <translation>Noch nichts zu zeigen</translation>
    </message>
  </context>
  <context>
    <name>Desktop</name>
    <message>
      <source>&amp;Models…</source>
      <translation>&amp;Modelle…</translation>
    </message>
    <message>
      <source>&amp;Train a model…</source>
      <translation>Modell &amp;trainieren…</translation>
    </message>
    <message>
      <source>&amp;Settings…</source>
      <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
      <source>&amp;Change detection panel</source>
      <translation>Bedienfeld &amp;Veränderungserkennung</translation>
    </message>
    <message>
      <source>Show or hide Groundshift's panel: find what changed between two dates</source>
      <translation>Das Bedienfeld von Groundshift ein- oder ausblenden: findet, was sich zwischen zwei Zeitpunkten verändert hat</translation>
    </message>
    <message>
      <source>&amp;Guide</source>
      <translation>&amp;Anleitung</translation>
    </message>
  </context>
  <context>
    <name>DetectChange</name>
    <message>
      <source>Change detection</source>
      <translation>Veränderungserkennung</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>Number of polygons</source>
      <translation>Anzahl der Polygone</translation>
    </message>
    <message>
      <source>Detect change</source>
      <translation>Veränderung finden</translation>
    </message>
    <message>
      <source>change,detection,difference,bitemporal,before,after,deep learning,neural network,AI,onnx,buildings,construction,demolition,segmentation,monitoring</source>
      <translation>Veränderung,Erkennung,Differenz,bitemporal,vorher,nachher,Deep Learning,neuronales Netz,KI,onnx,Gebäude,Neubau,Abriss,Segmentierung,Überwachung</translation>
    </message>
    <message>
      <source>Detects what changed on the ground between two raster dates with a neural network.</source>
      <translation>Findet mit einem neuronalen Netz, was sich zwischen zwei Rasterzeitpunkten am Boden verändert hat.</translation>
    </message>
    <message>
      <source>Detects what changed on the ground between two images of the same place, with a neural network.
The images may differ in CRS, resolution, extent, band order and bit depth: they are resampled to a common grid on the fly. Web layers (XYZ, WMS) are supported as well; set an area for them.
Change mask: 0 is no change, other values are the model's classes, 255 is no data.
Change probability (optional): 0 to 1, -1 is no data.
Change polygons: class, area and perimeter on the ellipsoid, mean and maximum probability.
The network runs in a separate process. If the runtime is not installed yet, run 'Install runtime' once.</source>
      <translation>Findet mit einem neuronalen Netz, was sich zwischen zwei Bildern desselben Ortes am Boden verändert hat.
Die Bilder dürfen sich in KBS, Auflösung, Ausdehnung, Bandreihenfolge und Bittiefe unterscheiden: Sie werden dabei auf ein gemeinsames Gitter umgerechnet. Auch Weblayer (XYZ, WMS) sind möglich; dafür ein Gebiet angeben.
Veränderungsmaske: 0 ist keine Veränderung, andere Werte sind die Klassen des Modells, 255 ist kein Datenwert.
Veränderungswahrscheinlichkeit (optional): 0 bis 1, -1 ist kein Datenwert.
Veränderungspolygone: Klasse, Fläche und Umfang auf dem Ellipsoid, mittlere und höchste Wahrscheinlichkeit.
Das Netz läuft in einem eigenen Prozess. Ist die Laufzeitumgebung noch nicht installiert, einmal „Laufzeitumgebung installieren“ ausführen.</translation>
    </message>
    <message>
      <source>Probability, between 0 and 1, at and above which a pixel counts as changed. Lower values detect more changes and more false alarms. Empty: the model's default.</source>
      <translation>Wahrscheinlichkeit zwischen 0 und 1, ab der ein Pixel als verändert gilt. Kleinere Werte finden mehr Veränderungen und mehr Fehlalarme. Leer: der Wert des Modells.</translation>
    </message>
    <message>
      <source>Changes with a smaller area on the ground are removed. Empty: the model's default. 0: keep all.</source>
      <translation>Veränderungen mit kleinerer Fläche am Boden werden entfernt. Leer: der Wert des Modells. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Displaced objects up to (m)</source>
      <translation>Versetzte Objekte bis (m)</translation>
    </message>
    <message>
      <source>A demolished and a new building of like shape within this distance are one building seen from another direction: marked as displaced, with the vector of the shift, and not counted as change. For models with directions. Empty or 0: off.</source>
      <translation>Ein abgerissenes und ein neues Gebäude ähnlicher Form innerhalb dieses Abstands sind ein Gebäude, das aus anderer Richtung gesehen wird: es wird als versetzt markiert, mit dem Vektor der Verschiebung, und zählt nicht als Änderung. Für Modelle mit Richtungen. Leer oder 0: aus.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>GeoTIFF, 8-bit: 0 no change, class values, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: 0 keine Veränderung, Klassenwerte, 255 kein Datenwert.</translation>
    </message>
    <message>
      <source>Change probability</source>
      <translation>Veränderungswahrscheinlichkeit</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats, -1 no data: any change in band 1, then one band per class.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen, -1 kein Datenwert: Band 1 für jede Veränderung, dann ein Band je Klasse.</translation>
    </message>
    <message>
      <source>Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ...</source>
      <translation>Polygone der Veränderungen. Die Dateiendung bestimmt das Format: GeoPackage, GeoJSON, ...</translation>
    </message>
    <message>
      <source>Changed area (m²)</source>
      <translation>Veränderte Fläche (m²)</translation>
    </message>
    <message>
      <source>Average over mirrored tiles</source>
      <translation>Über gespiegelte Kacheln mitteln</translation>
    </message>
    <message>
      <source>Layer '{name}' is read through QGIS: {why}.</source>
      <translation>Layer „{name}“ wird über QGIS gelesen: {why}.</translation>
    </message>
    <message>
      <source>The network: id of a bundled or imported model, or path of an ONNX file. The model file specifies bands, resolution and classes.</source>
      <translation>Das Netz: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei. Die Modelldatei legt Bänder, Auflösung und Klassen fest.</translation>
    </message>
    <message>
      <source>Average over mirrored images (slower, slightly more accurate)</source>
      <translation>Über gespiegelte Bilder mitteln (langsamer, etwas genauer)</translation>
    </message>
    <message>
      <source>Also predict mirrored copies of each tile and average the results: about four times slower.</source>
      <translation>Auch gespiegelte Kopien jeder Kachel vorhersagen und die Ergebnisse mitteln: etwa viermal langsamer.</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>the runtime cannot read the format '{name}'</source>
      <translation>die Laufzeitumgebung kann das Format „{name}“ nicht lesen</translation>
    </message>
    <message>
      <source>BEFORE and AFTER are the same image: no change can be found.</source>
      <translation>BEFORE und AFTER sind dasselbe Bild: Es lässt sich keine Veränderung finden.</translation>
    </message>
    <message>
      <source>Change {before} - {after}</source>
      <translation>Veränderung {before} - {after}</translation>
    </message>
    <message>
      <source>BEFORE ({before}) is dated later than AFTER ({after}). Exchange them unless this is intended.</source>
      <translation>BEFORE ({before}) ist später datiert als AFTER ({after}). Vertauschen Sie beide, falls das nicht beabsichtigt ist.</translation>
    </message>
    <message>
      <source>'{layer}' has no polygons: nothing is excluded.</source>
      <translation>„{layer}“ hat keine Polygone: Nichts wird ausgenommen.</translation>
    </message>
  </context>
  <context>
    <name>DetectChangeClassic</name>
    <message>
      <source>Detect change, classical</source>
      <translation>Veränderung finden, klassisch</translation>
    </message>
    <message>
      <source>change,detection,difference,ratio,log-ratio,NDVI,index,change vector analysis,CVA,MAD,IR-MAD,PCA,k-means,Otsu,Kittler-Illingworth,threshold,normalisation,radar,SAR,multispectral,Landsat,Sentinel,bitemporal</source>
      <translation>Veränderung,Erkennung,Differenz,Verhältnis,Log-Ratio,NDVI,Index,Veränderungsvektoren,CVA,MAD,IR-MAD,PCA,Hauptkomponenten,k-Means,Otsu,Kittler-Illingworth,Schwellenwert,Normierung,Radar,SAR,multispektral,Landsat,Sentinel,bitemporal</translation>
    </message>
    <message>
      <source>Detects change between two raster dates with classical image differencing, for any sensor and resolution.</source>
      <translation>Findet mit klassischen Verfahren, was sich zwischen zwei Rasterzeitpunkten verändert hat, für jeden Sensor und jede Auflösung.</translation>
    </message>
    <message>
      <source>Detects change between two images of the same place without a network: for any sensor, resolution and number of bands.
Every method computes the magnitude of change of each pixel; pixels at or above a threshold count as changed. The images may differ in CRS, resolution, extent and bit depth: they are resampled to a common grid on the fly.
Optical images: IR-MAD is insensitive to illumination and sensor calibration; change vectors give the magnitude and direction of change; an index such as NDVI isolates one property. Radar: log-ratio of intensities, difference of decibels. PCA and k-means use pixel neighbourhoods, which makes them suitable for noisy images.
Difference: the magnitude and further bands of the method. Change mask: 0 is no change, 1 change, 255 no data. Change polygons: area and perimeter on the ellipsoid, mean and maximum magnitude.
These methods detect change of any kind, including seasons and illumination: check the results before you rely on them.</source>
      <translation>Findet ohne Netz, was sich zwischen zwei Bildern desselben Ortes verändert hat: für jeden Sensor, jede Auflösung und jede Zahl von Kanälen.
Jedes Verfahren berechnet den Betrag der Veränderung jedes Pixels; Pixel ab einem Schwellenwert gelten als verändert. Die Bilder dürfen sich in KBS, Auflösung, Ausdehnung und Bittiefe unterscheiden: Sie werden dabei auf ein gemeinsames Gitter umgerechnet.
Optische Bilder: IR-MAD ist unempfindlich gegen Beleuchtung und Kalibrierung des Sensors; Veränderungsvektoren geben Betrag und Richtung der Veränderung; ein Index wie NDVI betrachtet eine einzelne Eigenschaft. Radar: logarithmiertes Verhältnis von Intensitäten, Differenz von Dezibel. Hauptkomponenten und k-Means verwenden Nachbarschaften und eignen sich daher für verrauschte Bilder.
Differenz: der Betrag und weitere Kanäle des Verfahrens. Veränderungsmaske: 0 ist keine Veränderung, 1 Veränderung, 255 keine Daten. Veränderungspolygone: Fläche und Umfang auf dem Ellipsoid, mittlerer und höchster Betrag.
Diese Verfahren finden Veränderung jeder Art, auch durch Jahreszeit und Beleuchtung: Prüfen Sie die Ergebnisse, bevor Sie sich darauf stützen.</translation>
    </message>
    <message>
      <source>Threshold (fixed or percentile)</source>
      <translation>Schwellenwert (fest oder Perzentil)</translation>
    </message>
    <message>
      <source>Fixed: the magnitude (first band of the difference) at and above which a pixel counts as changed. Percentile: the percentage of unchanged pixels; empty is 95. Not used by the other methods.</source>
      <translation>Fest: der Betrag (erster Kanal der Differenz), ab dem ein Pixel als verändert gilt. Perzentil: der Prozentsatz der unveränderten Pixel; leer ist 95. Von den übrigen nicht verwendet.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Changes with a smaller area on the ground are removed, and holes of such a size filled. 0: keep all.</source>
      <translation>Veränderungen mit kleinerer Fläche am Boden werden entfernt, und Löcher solcher Größe gefüllt. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: magnitude in band 1. Change vectors: direction in degrees in band 2. Index: signed difference in band 2. IR-MAD: chi-square, no-change probability, then the MAD variates. The bands have descriptions.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: der Betrag in Kanal 1. Veränderungsvektoren: Richtung in Grad in Kanal 2. Index: Differenz mit Vorzeichen in Kanal 2. IR-MAD: Chi-Quadrat, Wahrscheinlichkeit keiner Veränderung, dann die MAD-Variablen. Die Kanäle haben Beschreibungen.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>GeoTIFF, 8-bit: 0 no change, 1 change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: 0 keine Veränderung, 1 Veränderung, 255 keine Daten.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ...</source>
      <translation>Polygone der Veränderungen. Die Dateiendung bestimmt das Format: GeoPackage, GeoJSON, ...</translation>
    </message>
    <message>
      <source>How change is measured.</source>
      <translation>Wie Veränderung gemessen wird.</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <source>Classical method instead of the model</source>
      <translation>Klassisches Verfahren statt des Modells</translation>
    </message>
    <message>
      <source>Empty: the model is used. A classical method needs no model and works with any sensor.</source>
      <translation>Leer: Das Modell wird verwendet. Ein klassisches Verfahren braucht kein Modell und eignet sich für jeden Sensor.</translation>
    </message>
    <message>
      <source>Band index (for its difference only)</source>
      <translation>Kanalindex (nur für dessen Differenz)</translation>
    </message>
    <message>
      <source>For the difference of a band index: NDVI, NDWI, MNDWI, NDMI, NDBI, NBR, NDSI, or any two bands a,b for (a - b) / (a + b), by their number among the compared bands or by name, such as 4,3 or nir,red.</source>
      <translation>Für die Differenz eines Kanalindex: NDVI, NDWI, MNDWI, NDMI, NDBI, NBR, NDSI oder zwei Kanäle a,b für (a - b) / (a + b), als Nummer unter den verglichenen Kanälen oder als Name, etwa 4,3 oder nir,red.</translation>
    </message>
    <message>
      <source>Normalise the radiometry first</source>
      <translation>Zuerst die Radiometrie angleichen</translation>
    </message>
    <message>
      <source>Adjust the later date to the illumination and calibration of the earlier one, using the unchanged pixels (Canty and Nielsen 2008). IR-MAD does not need it.</source>
      <translation>Den späteren Zeitpunkt an Beleuchtung und Kalibrierung des früheren anpassen, anhand der unveränderten Pixel (Canty und Nielsen 2008). IR-MAD braucht das nicht.</translation>
    </message>
    <message>
      <source>Otsu</source>
      <translation>Otsu</translation>
    </message>
    <message>
      <source>Kittler-Illingworth (minimum error)</source>
      <translation>Kittler-Illingworth (kleinster Fehler)</translation>
    </message>
    <message>
      <source>Two-component mixture</source>
      <translation>Mischung aus zwei Anteilen</translation>
    </message>
    <message>
      <source>Percentile</source>
      <translation>Perzentil</translation>
    </message>
    <message>
      <source>Fixed</source>
      <translation>Fest</translation>
    </message>
    <message>
      <source>Speckle (log-ratios)</source>
      <translation>Speckle (Log-Verhältnisse)</translation>
    </message>
    <message>
      <source>Threshold method</source>
      <translation>Schwellenwertverfahren</translation>
    </message>
    <message>
      <source>Method of choosing the magnitude at and above which a pixel counts as changed. Otsu maximises the separation of two classes; Kittler-Illingworth and the mixture also handle small shares of change. Speckle: what speckle alone exceeds on 0.1 % of the unchanged pixels of a log-ratio. PCA and k-means does not use a threshold.</source>
      <translation>Verfahren zur Wahl der Stärke, ab der ein Pixel als verändert gilt. Otsu maximiert die Trennung zweier Klassen; Kittler-Illingworth und die Mischung kommen auch mit kleinen Anteilen von Veränderung zurecht. Speckle: was Speckle allein auf 0,1 % der unveränderten Pixel eines Log-Verhältnisses überschreitet. PCA und k-Means verwenden keinen Schwellenwert.</translation>
    </message>
    <message>
      <source>difference: mean of the bands' absolute differences.</source>
      <translation>Differenz: Mittel der absoluten Differenzen der Kanäle.</translation>
    </message>
    <message>
      <source>Ratio</source>
      <translation>Verhältnis</translation>
    </message>
    <message>
      <source>ratio: 1 - smaller / larger.</source>
      <translation>Verhältnis: 1 - kleinerer / größerer.</translation>
    </message>
    <message>
      <source>Log-ratio (radar)</source>
      <translation>Logarithmiertes Verhältnis (Radar)</translation>
    </message>
    <message>
      <source>log-ratio: for radar intensities.</source>
      <translation>logarithmiertes Verhältnis: für Radarintensitäten.</translation>
    </message>
    <message>
      <source>Difference of a band index</source>
      <translation>Differenz eines Kanalindex</translation>
    </message>
    <message>
      <source>difference of a band index, such as NDVI.</source>
      <translation>Differenz eines Kanalindex, etwa NDVI.</translation>
    </message>
    <message>
      <source>Change vector analysis (CVA)</source>
      <translation>Veränderungsvektoren (CVA)</translation>
    </message>
    <message>
      <source>change vectors: length and direction.</source>
      <translation>Veränderungsvektoren: Länge und Richtung.</translation>
    </message>
    <message>
      <source>IR-MAD</source>
      <translation>IR-MAD</translation>
    </message>
    <message>
      <source>IR-MAD (Nielsen 2007): chi-square, no-change probability and the MAD variates.</source>
      <translation>IR-MAD (Nielsen 2007): Chi-Quadrat, Wahrscheinlichkeit keiner Veränderung und die MAD-Variablen.</translation>
    </message>
    <message>
      <source>PCA and k-means</source>
      <translation>Hauptkomponenten und k-Means</translation>
    </message>
    <message>
      <source>PCA and k-means (Celik 2009) of the change vectors' lengths: decides by clusters, without a threshold.</source>
      <translation>Hauptkomponenten und k-Means (Celik 2009) der Längen der Veränderungsvektoren: entscheidet nach Clustern, ohne Schwellenwert.</translation>
    </message>
    <message>
      <source>PCA and k-means of the log-ratio (radar)</source>
      <translation>Hauptkomponenten und k-Means des logarithmierten Verhältnisses (Radar)</translation>
    </message>
    <message>
      <source>PCA and k-means of the log-ratio: decides by clusters, without a threshold.</source>
      <translation>Hauptkomponenten und k-Means des logarithmierten Verhältnisses: entscheidet nach Clustern, ohne Schwellenwert.</translation>
    </message>
    <message>
      <source>Log-ratio, speckle-filtered (radar)</source>
      <translation>Log-Verhältnis, speckle-gefiltert (Radar)</translation>
    </message>
    <message>
      <source>log-ratio, freed of speckle by total variation: the best for two radar images.</source>
      <translation>Log-Verhältnis, durch totale Variation von Speckle befreit: das beste für zwei Radarbilder.</translation>
    </message>
  </context>
  <context>
    <name>DetectChangeCluster</name>
    <message>
      <source>Detect change on a cluster</source>
      <translation>Veränderung auf einem Cluster erkennen</translation>
    </message>
    <message>
      <source>change,detection,cluster,Dask,distributed,parallel,blocks,large area,country,HPC,deep learning</source>
      <translation>Veränderung,Erkennung,Cluster,Dask,verteilt,parallel,Blöcke,großes Gebiet,Land,HPC,Deep Learning</translation>
    </message>
    <message>
      <source>Detects change with a neural network block by block, on several processes or machines.</source>
      <translation>Erkennt Veränderungen mit einem neuronalen Netz Block für Block, auf mehreren Prozessen oder Rechnern.</translation>
    </message>
    <message>
      <source>Detects what changed on the ground as 'Detect change' does, with the same results, but cuts the area into blocks that are computed by a cluster of Dask: by several processes on this computer, or by the machines of a scheduler that is running elsewhere.
Each block becomes a raster and a GeoPackage in the folder of blocks. Run the tool again with the same folder to compute only what is missing. A block that fails is tried again twice, and then left without data.
All machines must read the inputs and the model, and write the folder of blocks, under the same paths.
Run 'Install runtime' with the component 'cluster' once.</source>
      <translation>Erkennt wie „Veränderung erkennen“ und mit denselben Ergebnissen, was sich am Boden verändert hat, teilt das Gebiet aber in Blöcke, die ein Cluster von Dask berechnet: mehrere Prozesse auf diesem Computer oder die Rechner eines Schedulers, der anderswo läuft.
Jeder Block wird zu einem Raster und einem GeoPackage im Ordner der Blöcke. Führen Sie das Werkzeug mit demselben Ordner noch einmal aus, um nur zu berechnen, was fehlt. Ein Block, der fehlschlägt, wird noch zweimal versucht und bleibt dann ohne Daten.
Alle Rechner müssen die Eingaben und das Modell unter denselben Pfaden lesen und den Ordner der Blöcke dort schreiben können.
Führen Sie einmal „Laufzeitumgebung installieren“ mit der Komponente „cluster“ aus.</translation>
    </message>
    <message>
      <source>Folder of blocks</source>
      <translation>Ordner der Blöcke</translation>
    </message>
    <message>
      <source>The results of the blocks, their jobs (JSON) and a virtual mosaic. A later run with the same folder computes only what is missing. With a scheduler, a folder that all machines share. Empty: they are not kept.</source>
      <translation>Die Ergebnisse der Blöcke, ihre Aufträge (JSON) und ein virtuelles Mosaik. Ein späterer Lauf mit demselben Ordner berechnet nur, was fehlt. Mit einem Scheduler ein Ordner, den alle Rechner teilen. Leer: Sie werden nicht aufbewahrt.</translation>
    </message>
    <message>
      <source>Number of blocks</source>
      <translation>Anzahl der Blöcke</translation>
    </message>
    <message>
      <source>Number of blocks without data because they failed</source>
      <translation>Anzahl der Blöcke ohne Daten, weil sie fehlschlugen</translation>
    </message>
    <message>
      <source>Address of the scheduler</source>
      <translation>Adresse des Schedulers</translation>
    </message>
    <message>
      <source>Of a running scheduler of Dask, such as tcp://10.0.0.1:8786. Use schedulers in networks that you trust only. Empty: processes on this computer.</source>
      <translation>Eines laufenden Schedulers von Dask, etwa tcp://10.0.0.1:8786. Verwenden Sie Scheduler nur in Netzen, denen Sie vertrauen. Leer: Prozesse auf diesem Computer.</translation>
    </message>
    <message>
      <source>Block size (pixels)</source>
      <translation>Blockgröße (Pixel)</translation>
    </message>
    <message>
      <source>Approximate side of a block. Smaller blocks spread better and lose less if one fails; larger ones have less overhead.</source>
      <translation>Ungefähre Seitenlänge eines Blocks. Kleinere Blöcke verteilen sich besser, und es geht weniger verloren, wenn einer fehlschlägt; größere haben weniger Zusatzaufwand.</translation>
    </message>
    <message>
      <source>Processes on this computer</source>
      <translation>Prozesse auf diesem Computer</translation>
    </message>
    <message>
      <source>0: one for every two cores. Not used with a scheduler.</source>
      <translation>0: einer für je zwei Kerne. Mit einem Scheduler ohne Wirkung.</translation>
    </message>
  </context>
  <context>
    <name>DetectPage</name>
    <message>
      <source>Buildings</source>
      <translation>Gebäude</translation>
    </message>
    <message>
      <source>Detect new and demolished buildings, or what else a model of change detects</source>
      <translation>Neue und abgerissene Gebäude erkennen, oder was ein Modell für Veränderung sonst erkennt</translation>
    </message>
    <message>
      <source>What became what</source>
      <translation>Was wurde was</translation>
    </message>
    <message>
      <source>Map the land cover of two dates and what became what between them</source>
      <translation>Die Landbedeckung zweier Zeitpunkte kartieren, und was dazwischen zu was wurde</translation>
    </message>
    <message>
      <source>Radar series</source>
      <translation>Radarserie</translation>
    </message>
    <message>
      <source>Detect change in a series of radar images that earlier images do not explain</source>
      <translation>In einer Serie von Radarbildern die Veränderung erkennen, die frühere Bilder nicht erklären</translation>
    </message>
  </context>
  <context>
    <name>DetectPanel</name>
    <message>
      <source>The run ended without a result.</source>
      <translation>Der Lauf endete ohne Ergebnis.</translation>
    </message>
    <message>
      <source>Drag a rectangle on the map; press Esc to cancel.</source>
      <translation>Ein Rechteck auf der Karte aufziehen; Esc bricht ab.</translation>
    </message>
    <message>
      <source>Click the vertices; right-click to finish, press Esc to cancel.</source>
      <translation>Die Eckpunkte anklicken; Rechtsklick schließt ab, Esc bricht ab.</translation>
    </message>
    <message>
      <source>Alignment: not measured. {reason}</source>
      <translation>Ausrichtung: nicht gemessen. {reason}</translation>
    </message>
    <message>
      <source>Alignment: unknown, the images are too different to measure it. Check it visually.</source>
      <translation>Ausrichtung: unbekannt, die Bilder sind zu verschieden, um sie zu messen. Bitte mit dem Auge prüfen.</translation>
    </message>
    <message>
      <source>Alignment: the dates are shifted by {length:.3g} m ({pixels:.1f} pixels). Align them first with the tool Co-register.</source>
      <translation>Ausrichtung: Die Zeitpunkte liegen {length:.3g} m ({pixels:.1f} Pixel) auseinander. Richten Sie sie zuerst mit dem Werkzeug „Koregistrieren“ aus.</translation>
    </message>
    <message>
      <source>Alignment: good, the dates are shifted by {length:.2g} m ({pixels:.1f} pixels).</source>
      <translation>Ausrichtung: gut, die Zeitpunkte liegen {length:.2g} m ({pixels:.1f} Pixel) auseinander.</translation>
    </message>
    <message>
      <source>Displaced objects up to</source>
      <translation>Verschobene Objekte bis</translation>
    </message>
    <message>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>The chosen model does not distinguish construction from demolition, so displaced objects cannot be found.</source>
      <translation>Das gewählte Modell unterscheidet nicht zwischen Neubau und Abriss, daher können verschobene Objekte nicht gefunden werden.</translation>
    </message>
    <message>
      <source>A demolished and a new building of like shape within this distance are one building seen from another direction: marked as displaced and not counted as change. Useful where towers lean differently on the two dates; some real changes beside each other are lost.</source>
      <translation>Ein abgerissenes und ein neues Gebäude ähnlicher Form innerhalb dieser Entfernung sind ein Gebäude, aus anderer Richtung gesehen: Es wird als verschoben markiert und nicht als Änderung gezählt. Nützlich, wo Hochhäuser an den beiden Daten verschieden geneigt sind; einige echte Änderungen nebeneinander gehen verloren.</translation>
    </message>
    <message>
      <source>A run is in progress: wait for it or cancel it</source>
      <translation>Ein Lauf ist im Gange: abwarten oder abbrechen</translation>
    </message>
    <message>
      <source>No change found. Lower the threshold to see less certain changes.</source>
      <translation>Keine Veränderung gefunden. Den Schwellenwert senken, um weniger sichere Veränderungen zu sehen.</translation>
    </message>
    <message>
      <source>Applying…</source>
      <translation>Wird angewendet…</translation>
    </message>
    <message>
      <source>Choose this model in the form</source>
      <translation>Dieses Modell im Formular wählen</translation>
    </message>
    <message>
      <source>Use '{model}'</source>
      <translation>'{model}' verwenden</translation>
    </message>
    <message>
      <source>Swap the dates</source>
      <translation>Zeitpunkte vertauschen</translation>
    </message>
    <message>
      <source>Make the earlier image Before and the later one After</source>
      <translation>Das frühere Bild zu Vorher und das spätere zu Nachher machen</translation>
    </message>
    <message>
      <source>The model suits these layers</source>
      <translation>Das Modell passt zu diesen Layern</translation>
    </message>
    <message>
      <source>The model can be used with restrictions</source>
      <translation>Das Modell ist mit Einschränkungen verwendbar</translation>
    </message>
    <message>
      <source>Detection is not possible yet</source>
      <translation>Die Erkennung ist noch nicht möglich</translation>
    </message>
    <message>
      <source>Checking the layers…</source>
      <translation>Die Layer werden geprüft …</translation>
    </message>
    <message>
      <source>The project has no raster yet. Add two rasters or web layers of the same place.</source>
      <translation>Das Projekt hat noch kein Raster. Fügen Sie zwei Raster oder Weblayer desselben Ortes hinzu.</translation>
    </message>
    <message>
      <source>Add raster layers…</source>
      <translation>Rasterlayer hinzufügen…</translation>
    </message>
    <message>
      <source>Open QGIS's data source manager</source>
      <translation>Die Datenquellenverwaltung von QGIS öffnen</translation>
    </message>
    <message>
      <source>Add two images first</source>
      <translation>Fügen Sie zuerst zwei Bilder hinzu</translation>
    </message>
    <message>
      <source>First choose the area</source>
      <translation>Wählen Sie zuerst das Gebiet</translation>
    </message>
    <message>
      <source>First choose what to compare</source>
      <translation>Wählen Sie zuerst, was verglichen werden soll</translation>
    </message>
    <message>
      <source>Open the tool Co-register for these layers</source>
      <translation>Das Werkzeug „Koregistrieren“ für diese Layer öffnen</translation>
    </message>
    <message>
      <source>Align the dates…</source>
      <translation>Zeitpunkte ausrichten…</translation>
    </message>
    <message>
      <source>Alignment: being measured…</source>
      <translation>Ausrichtung: wird gemessen…</translation>
    </message>
    <message>
      <source>Measure the shift between the dates; takes some seconds</source>
      <translation>Messen, wie weit die Zeitpunkte auseinanderliegen; dauert einige Sekunden</translation>
    </message>
    <message>
      <source>Alignment: not measured.</source>
      <translation>Ausrichtung: nicht gemessen.</translation>
    </message>
    <message>
      <source>Check the alignment</source>
      <translation>Ausrichtung prüfen</translation>
    </message>
    <message>
      <source>Open the tool 'Detect change, classical' for these layers: it works at any resolution</source>
      <translation>Das Werkzeug 'Veränderung finden, klassisch' für diese Layer öffnen: es arbeitet in jeder Auflösung</translation>
    </message>
    <message>
      <source>Detect change without a network…</source>
      <translation>Veränderung ohne Netz erkennen…</translation>
    </message>
    <message>
      <source>What counts as change</source>
      <translation>Was als Veränderung gilt</translation>
    </message>
    <message>
      <source>Pixels with at least this probability count as change. A lower value finds more changes, and more false ones.</source>
      <translation>Pixel ab dieser Wahrscheinlichkeit gelten als Veränderung. Ein kleinerer Wert findet mehr Veränderungen und mehr falsche.</translation>
    </message>
    <message>
      <source> m²</source>
      <translation> m²</translation>
    </message>
    <message>
      <source>Changes smaller than this are removed. 0: none are removed.</source>
      <translation>Kleinere Veränderungen werden entfernt. 0: keine wird entfernt.</translation>
    </message>
    <message>
      <source>&amp;Threshold</source>
      <translation>Schwellenwer&amp;t</translation>
    </message>
    <message>
      <source>Smallest</source>
      <translation>&amp;Kleinste</translation>
    </message>
    <message>
      <source> m</source>
      <translation> m</translation>
    </message>
    <message>
      <source>along the pixels</source>
      <translation>entlang der Pixel</translation>
    </message>
    <message>
      <source>Apply leaves out details of the outlines that are smaller than this; neighbours stay joined.</source>
      <translation>Anwenden lässt Details der Umrisse weg, die kleiner sind; Nachbarn bleiben verbunden.</translation>
    </message>
    <message>
      <source>Right angles</source>
      <translation>Rechte Winkel</translation>
    </message>
    <message>
      <source>Apply gives outlines right angles where they fit, as those of buildings.</source>
      <translation>Anwenden gibt Umrissen rechte Winkel, wo sie passen, wie denen von Gebäuden.</translation>
    </message>
    <message>
      <source>Outlines</source>
      <translation>Umrisse</translation>
    </message>
    <message>
      <source>Appl&amp;y</source>
      <translation>Anwenden</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
      <source>Review…</source>
      <translation>Prüfen…</translation>
    </message>
    <message>
      <source>Compare…</source>
      <translation>Vergleichen…</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
    <message>
      <source>1 polygon</source>
      <translation>1 Polygon</translation>
    </message>
    <message>
      <source>{count} polygons</source>
      <translation>{count} Polygone</translation>
    </message>
    <message>
      <source>Changed: {area} in {polygons}</source>
      <translation>Verändert: {area}, {polygons}</translation>
    </message>
    <message>
      <source>Changed: about {area}</source>
      <translation>Verändert: etwa {area}</translation>
    </message>
    <message>
      <source>, counting polygons…</source>
      <translation>, Polygone werden gezählt…</translation>
    </message>
    <message>
      <source>Measuring the changed area…</source>
      <translation>Die veränderte Fläche wird gemessen…</translation>
    </message>
    <message>
      <source>Recreate mask and polygons with these values, without running the model again</source>
      <translation>Maske und Polygone mit diesen Werten neu erstellen, ohne das Modell erneut auszuführen</translation>
    </message>
    <message>
      <source>Restore the values of the result, or of the model</source>
      <translation>Die Werte des Ergebnisses oder des Modells wiederherstellen</translation>
    </message>
    <message>
      <source>Walk through the polygons and accept or reject them</source>
      <translation>Die Polygone durchgehen und annehmen oder verwerfen</translation>
    </message>
    <message>
      <source>Compare the two dates on the map</source>
      <translation>Die beiden Zeitpunkte auf der Karte vergleichen</translation>
    </message>
    <message>
      <source>Write the changes with pictures of both dates as one HTML file, for people without GIS</source>
      <translation>Die Veränderungen mit Bildern beider Daten als eine HTML-Datei schreiben, für Leute ohne GIS</translation>
    </message>
    <message>
      <source>The polygons are being edited. Save or discard the edits, then apply again.</source>
      <translation>Die Polygone werden gerade bearbeitet. Speichern oder verwerfen Sie die Änderungen, und wenden Sie dann erneut an.</translation>
    </message>
    <message>
      <source>Change polygons (new threshold)</source>
      <translation>Veränderungspolygone (neuer Schwellenwert)</translation>
    </message>
    <message>
      <source>Run a detection, then move the sliders: the map and the figures update immediately.</source>
      <translation>Eine Erkennung ausführen, dann die Regler bewegen: Karte und Zahlen ändern sich sofort.</translation>
    </message>
    <message>
      <source>There is no result yet: run a detection first</source>
      <translation>Es gibt noch kein Ergebnis: Starten Sie zuerst eine Erkennung</translation>
    </message>
    <message>
      <source>These are already the values of the model</source>
      <translation>Das sind bereits die Werte des Modells</translation>
    </message>
    <message>
      <source>The probability layer of the last result was removed: run the detection again to change its threshold.</source>
      <translation>Der Wahrscheinlichkeits-Layer des letzten Ergebnisses wurde entfernt: die Erkennung erneut ausführen, um den Schwellenwert zu ändern.</translation>
    </message>
    <message>
      <source>The result already has these values: move a slider first</source>
      <translation>Das Ergebnis hat diese Werte schon: Verschieben Sie zuerst einen Regler</translation>
    </message>
    <message>
      <source>The values are being applied</source>
      <translation>Die Werte werden angewendet</translation>
    </message>
    <message>
      <source>The polygons are no longer in the project</source>
      <translation>Die Polygone sind nicht mehr im Projekt</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Erweitert</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>Working pixel size in units of the later layer's CRS. Empty: the coarser of the two pixel sizes, adjusted to the model.</source>
      <translation>Pixelgröße der Verarbeitung in Einheiten des KBS des späteren Layers. Leer: die gröbere der beiden Pixelgrößen, an das Modell angepasst.</translation>
    </message>
    <message>
      <source>Band numbers in the order of the model's bands, such as 3,2,1.</source>
      <translation>Bandnummern in der Reihenfolge der Bänder des Modells, etwa 3,2,1.</translation>
    </message>
    <message>
      <source>Polygons to exclude, such as clouds: the results contain nodata there.</source>
      <translation>Auszunehmende Polygone, etwa Wolken: dort enthalten die Ergebnisse NoData.</translation>
    </message>
    <message>
      <source>Used for layers without a coordinate reference system.</source>
      <translation>Gilt für Layer ohne Koordinatenbezugssystem.</translation>
    </message>
    <message>
      <source>Average over mirrored images</source>
      <translation>Über gespiegelte Bilder mitteln</translation>
    </message>
    <message>
      <source>About four times slower, slightly more accurate.</source>
      <translation>Etwa viermal langsamer, etwas genauer.</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>Auflösung</translation>
    </message>
    <message>
      <source>Bands before</source>
      <translation>Bänder vorher</translation>
    </message>
    <message>
      <source>Bands after</source>
      <translation>Bänder nachher</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Auslassen</translation>
    </message>
    <message>
      <source>CRS of layers without one</source>
      <translation>KBS von Layern ohne eigenes</translation>
    </message>
    <message>
      <source>Save results in</source>
      <translation>Ergebnisse speichern in</translation>
    </message>
    <message>
      <source>temporary files</source>
      <translation>temporäre Dateien</translation>
    </message>
    <message>
      <source>Folder for the results. Empty: temporary files, which QGIS removes when it is closed.</source>
      <translation>Ordner für die Ergebnisse. Leer: temporäre Dateien, die QGIS beim Schließen entfernt.</translation>
    </message>
    <message>
      <source>Overlap of both layers</source>
      <translation>Überlappung beider Layer</translation>
    </message>
    <message>
      <source>Map view</source>
      <translation>Kartenansicht</translation>
    </message>
    <message>
      <source>Drawn on the map</source>
      <translation>Auf der Karte gezeichnet</translation>
    </message>
    <message>
      <source>Polygon layer</source>
      <translation>Polygonlayer</translation>
    </message>
    <message>
      <source>Area in which changes are detected. Areas outside it are not processed.</source>
      <translation>Gebiet, in dem nach Veränderungen gesucht wird. Flächen außerhalb werden nicht verarbeitet.</translation>
    </message>
    <message>
      <source>No area is drawn yet. Press one of the buttons below Area and draw it on the map.</source>
      <translation>Noch ist kein Gebiet gezeichnet. Drücken Sie eine der Schaltflächen unter „Gebiet“ und zeichnen Sie es auf der Karte.</translation>
    </message>
    <message>
      <source>Choose a polygon layer for the area. Without one in the project, draw the area on the map.</source>
      <translation>Wählen Sie einen Polygonlayer für das Gebiet. Hat das Projekt keinen, zeichnen Sie das Gebiet auf der Karte.</translation>
    </message>
    <message>
      <source>No polygon of '{layer}' is selected. Select some, or use all polygons.</source>
      <translation>Kein Polygon von „{layer}“ ist gewählt. Wählen Sie einige, oder verwenden Sie alle Polygone.</translation>
    </message>
    <message>
      <source>Draw a rectangle: drag it on the map. Esc cancels.</source>
      <translation>Rechteck zeichnen: auf der Karte aufziehen. Esc bricht ab.</translation>
    </message>
    <message>
      <source>Draw a polygon: click its vertices; right-click or press Enter to finish. Backspace removes the last vertex, Esc cancels.</source>
      <translation>Polygon zeichnen: Eckpunkte anklicken; Rechtsklick oder Eingabetaste schließt ab. Rücktaste entfernt den letzten Eckpunkt, Esc bricht ab.</translation>
    </message>
    <message>
      <source>Remove the drawn area</source>
      <translation>Das gezeichnete Gebiet entfernen</translation>
    </message>
    <message>
      <source>Selected features only</source>
      <translation>Nur gewählte Objekte</translation>
    </message>
    <message>
      <source>{area} drawn</source>
      <translation>{area} gezeichnet</translation>
    </message>
    <message>
      <source>Draw a rectangle or a polygon.</source>
      <translation>Zeichnen Sie ein Rechteck oder ein Polygon.</translation>
    </message>
    <message>
      <source>No area is drawn</source>
      <translation>Es ist kein Gebiet gezeichnet</translation>
    </message>
    <message>
      <source>Drawn area</source>
      <translation>Gezeichnetes Gebiet</translation>
    </message>
    <message>
      <source>Preview: paused until the run has finished.</source>
      <translation>Vorschau: pausiert, bis der Lauf beendet ist.</translation>
    </message>
    <message>
      <source>Preview: choose two layers and a suitable model first.</source>
      <translation>Vorschau: zuerst zwei Layer und ein passendes Modell wählen.</translation>
    </message>
    <message>
      <source>Preview: detecting…</source>
      <translation>Vorschau: Veränderung wird gesucht…</translation>
    </message>
    <message>
      <source>Preview: the area is outside the map view. Move the map to where both layers overlap.</source>
      <translation>Vorschau: das Gebiet liegt außerhalb des Kartenausschnitts. Die Karte dorthin verschieben, wo sich beide Layer überlappen.</translation>
    </message>
    <message>
      <source>Preview: limited to the centre of the view (dashed). Zoom in to see all of it.</source>
      <translation>Vorschau: nur die Mitte des Ausschnitts (gestrichelt). Hineinzoomen, um alles zu sehen.</translation>
    </message>
    <message>
      <source>Preview: {pixels} pixels in {seconds:.1f} s.</source>
      <translation>Vorschau: {pixels} Pixel in {seconds:.1f} s.</translation>
    </message>
    <message>
      <source>The layers and the project get it: the result then lies on the pictures</source>
      <translation>Layer und Projekt bekommen es: Das Ergebnis liegt dann auf den Bildern</translation>
    </message>
    <message>
      <source>Set {crs} on layers and project</source>
      <translation>{crs} für Layer und Projekt setzen</translation>
    </message>
    <message>
      <source>Set the CRS on layers and project…</source>
      <translation>KBS für Layer und Projekt setzen…</translation>
    </message>
    <message>
      <source>CRS: '{layer}' has none. The result lies in {crs}, but QGIS draws the picture elsewhere, unless the layers get that CRS, too.</source>
      <translation>KBS: »{layer}« hat keines. Das Ergebnis liegt in {crs}, aber QGIS zeichnet das Bild woanders, solange die Layer dieses KBS nicht auch bekommen.</translation>
    </message>
    <message>
      <source>CRS of the images</source>
      <translation>KBS der Bilder</translation>
    </message>
    <message>
      <source>Finds {classes}</source>
      <translation>Findet {classes}</translation>
    </message>
    <message>
      <source>{minimum:g} to {maximum:g} m per pixel, best {best:g}</source>
      <translation>{minimum:g} bis {maximum:g} m je Pixel, am besten {best:g}</translation>
    </message>
    <message>
      <source>accuracy not stated</source>
      <translation>Genauigkeit nicht angegeben</translation>
    </message>
    <message>
      <source>licence not stated</source>
      <translation>Lizenz nicht angegeben</translation>
    </message>
    <message>
      <source>mean F1 {figure} of {count} places</source>
      <translation>mittlerer F1 {figure} von {count} Orten</translation>
    </message>
    <message>
      <source>F1 {figure} on its validation ground</source>
      <translation>F1 {figure} auf seiner Validierungsfläche</translation>
    </message>
    <message>
      <source>F1 {figure} measured in {place}</source>
      <translation>F1 {figure}, gemessen in {place}</translation>
    </message>
    <message>
      <source>licence {licence}</source>
      <translation>Lizenz {licence}</translation>
    </message>
    <message>
      <source>trained on {licence}</source>
      <translation>Trainingsdaten {licence}</translation>
    </message>
    <message>
      <source>precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>recall</source>
      <translation>Recall</translation>
    </message>
    <message>
      <source>{number} km²</source>
      <translation>{number} km²</translation>
    </message>
    <message>
      <source>{number} ha</source>
      <translation>{number} ha</translation>
    </message>
    <message>
      <source>{number} m²</source>
      <translation>{number} m²</translation>
    </message>
    <message>
      <source>{hours} h {minutes:02d} min</source>
      <translation>{hours} h {minutes:02d} min</translation>
    </message>
    <message>
      <source>{minutes} min {seconds:02d} s</source>
      <translation>{minutes} min {seconds:02d} s</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>no date</source>
      <translation>kein Datum</translation>
    </message>
    <message>
      <source>Acquisition date, read from the layer's properties, metadata or name. Correct it if it is wrong.</source>
      <translation>Aufnahmedatum, aus den Eigenschaften, den Metadaten oder dem Namen des Layers gelesen. Bei Bedarf berichtigen.</translation>
    </message>
    <message>
      <source>Choose the layer first</source>
      <translation>Wählen Sie zuerst den Layer</translation>
    </message>
    <message>
      <source>&amp;Before</source>
      <translation>V&amp;orher</translation>
    </message>
    <message>
      <source>A&amp;fter</source>
      <translation>Na&amp;chher</translation>
    </message>
    <message>
      <source>Swap before and after</source>
      <translation>Vorher und nachher vertauschen</translation>
    </message>
    <message>
      <source>A raster or web layer of the project. Layers can be dragged here from the layer tree.</source>
      <translation>Ein Raster- oder Weblayer des Projekts. Layer lassen sich aus dem Layerbaum hierher ziehen.</translation>
    </message>
    <message>
      <source>Nothing to swap: choose two layers first</source>
      <translation>Es gibt nichts zu vertauschen: Wählen Sie zuerst zwei Layer</translation>
    </message>
    <message>
      <source>How the dates are read: being checked…</source>
      <translation>So werden die Zeitpunkte gelesen: wird geprüft…</translation>
    </message>
    <message>
      <source>How the dates are read: nothing is assumed</source>
      <translation>So werden die Zeitpunkte gelesen: ohne Annahmen</translation>
    </message>
    <message>
      <source>How the dates are read: check what is assumed</source>
      <translation>So werden die Zeitpunkte gelesen: Annahmen prüfen</translation>
    </message>
    <message>
      <source>How the dates are read</source>
      <translation>So werden die Zeitpunkte gelesen</translation>
    </message>
    <message>
      <source>Grid: pixels of {gsd:.3g} m on the ground, {crs}.</source>
      <translation>Gitter: Pixel von {gsd:.3g} m am Boden, {crs}.</translation>
    </message>
    <message>
      <source>red, green, blue as QGIS draws them</source>
      <translation>Rot, Grün, Blau, wie QGIS sie zeichnet</translation>
    </message>
    <message>
      <source>drawn anew for the pixels of the run</source>
      <translation>für die Pixel des Laufs neu gezeichnet</translation>
    </message>
    <message>
      <source>pixels of {size:.3g} map units</source>
      <translation>Pixel von {size:.3g} Karteneinheiten</translation>
    </message>
    <message>
      <source>{date}: read through QGIS ({reason}): bands {bands}{type}; {crs}; {pixels}; nodata where it is transparent.</source>
      <translation>{date}: durch QGIS gelesen ({reason}): Bänder {bands}{type}; {crs}; {pixels}; Nodata, wo das Bild durchsichtig ist.</translation>
    </message>
    <message>
      <source>'{layer}' is read through QGIS ({reason}); how is logged by the run.</source>
      <translation>„{layer}“ wird durch QGIS gelesen ({reason}); wie, steht im Protokoll des Laufs.</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>{date}: bands {bands} ({found}); type {type}; scale {scale}; nodata {nodata}; {crs}; resampling: {resampling}.</source>
      <translation>{date}: Bänder {bands} ({found}); Typ {type}; Skalierung {scale}; Nodata {nodata}; {crs}; Resampling: {resampling}.</translation>
    </message>
    <message>
      <source>{date}: {bands} ({found}) in {unit}; type {type}; nodata {nodata}; {crs}; resampling: {resampling}.</source>
      <translation>{date}: {bands} ({found}) in {unit}; Typ {type}; Nodata {nodata}; {crs}; Resampling: {resampling}.</translation>
    </message>
    <message>
      <source>{date}: bands by position ({bands}), as the file does not name them. List them if that is wrong.</source>
      <translation>{date}: Bänder nach der Reihenfolge ({bands}), da die Datei sie nicht benennt. Geben Sie sie an, wenn das falsch ist.</translation>
    </message>
    <message>
      <source>{date}: a band is declared alpha, but its values are no mask; it is used as a band.</source>
      <translation>{date}: Ein Band ist als Alpha angegeben, aber seine Werte sind keine Maske; es wird als Band verwendet.</translation>
    </message>
    <message>
      <source>{date}: declares no scale and offset, the other date does: their values may have different units.</source>
      <translation>{date}: ohne Skalierung und Versatz, anders als der andere Zeitpunkt: Die Werte haben vielleicht verschiedene Einheiten.</translation>
    </message>
    <message>
      <source>{date}: declares no nodata value; {nodata} is used.</source>
      <translation>{date}: gibt keinen Nodata-Wert an; {nodata} wird verwendet.</translation>
    </message>
    <message>
      <source>{date}: declares no nodata value, the other date does.</source>
      <translation>{date}: ohne Nodata-Wert, anders als der andere Zeitpunkt.</translation>
    </message>
    <message>
      <source>{date}: the file has no CRS; {crs} is assumed.</source>
      <translation>{date}: Die Datei hat kein KBS; {crs} wird angenommen.</translation>
    </message>
    <message>
      <source>{date}: placed by polynomials (RPC) on level ground: hills and tall buildings are displaced.</source>
      <translation>{date}: durch Polynome (RPC) auf ebenem Boden platziert: Hügel und hohe Gebäude sind versetzt.</translation>
    </message>
    <message>
      <source>{date}: its datum is transformed to an accuracy of {accuracy} m, coarser than a pixel of {gsd:.3g} m.</source>
      <translation>{date}: Das Datum wird auf {accuracy} m genau transformiert, gröber als ein Pixel von {gsd:.3g} m.</translation>
    </message>
    <message>
      <source>{date}: resampled ({resampling}).</source>
      <translation>{date}: resampelt ({resampling}).</translation>
    </message>
    <message>
      <source>Find the changes in the area and add them to the project</source>
      <translation>Die Veränderungen im Gebiet finden und dem Projekt hinzufügen</translation>
    </message>
    <message>
      <source>R&amp;un detection</source>
      <translation>Erkennung &amp;starten</translation>
    </message>
    <message>
      <source>Prev&amp;iew</source>
      <translation>Vorscha&amp;u</translation>
    </message>
    <message>
      <source>Ca&amp;ncel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Show the changes in the map view, updated whenever the map moves</source>
      <translation>Die Veränderungen im Kartenausschnitt zeigen, bei jeder Bewegung der Karte neu</translation>
    </message>
    <message>
      <source>Cancel the run; no partial results are kept</source>
      <translation>Den Lauf abbrechen; es bleiben keine Teilergebnisse</translation>
    </message>
    <message>
      <source>{stage}: {time} left</source>
      <translation>{stage}: noch {time}</translation>
    </message>
    <message>
      <source>The run is being cancelled</source>
      <translation>Der Lauf wird abgebrochen</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Wird angehalten…</translation>
    </message>
    <message>
      <source>Close this message</source>
      <translation>Diese Meldung schließen</translation>
    </message>
    <message>
      <source>Runs on the server {address}; the preview runs on this computer.</source>
      <translation>Läuft auf dem Server {address}; die Vorschau läuft auf diesem Rechner.</translation>
    </message>
    <message>
      <source>The network runs on {device}.</source>
      <translation>Das Netz läuft auf {device}.</translation>
    </message>
    <message>
      <source>ONNX Runtime (automatic)</source>
      <translation>ONNX Runtime (automatisch)</translation>
    </message>
    <message>
      <source>Groundshift</source>
      <translation>Groundshift</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Wird gestartet…</translation>
    </message>
    <message>
      <source>The run has finished, but QGIS cannot open its results.</source>
      <translation>Der Lauf ist beendet, aber QGIS kann seine Ergebnisse nicht öffnen.</translation>
    </message>
    <message>
      <source>The layer Before is the later one ({before}, {after}): swap the two layers.</source>
      <translation>Der Layer Vorher ist der spätere ({before}, {after}): die beiden Layer tauschen.</translation>
    </message>
    <message>
      <source>Both dates are the same image: no change can be found.</source>
      <translation>Beide Zeitpunkte sind dasselbe Bild: Es lässt sich keine Veränderung finden.</translation>
    </message>
    <message>
      <source>Resolution: {chosen:.3g} m is outside the range of {minimum:g} to {maximum:g} m that the model supports.</source>
      <translation>Auflösung: {chosen:.3g} m liegt außerhalb der {minimum:g} bis {maximum:g} m, für die das Modell gemacht ist.</translation>
    </message>
    <message>
      <source>Resolution: {own:.3g} m is coarser than the model's {maximum:g} m; the images are enlarged to {chosen:.3g} m.</source>
      <translation>Auflösung: {own:.3g} m ist gröber als die {maximum:g} m des Modells; die Bilder werden auf {chosen:.3g} m vergrößert.</translation>
    </message>
    <message>
      <source>Resolution: {own:.3g} m, averaged to {chosen:.3g} m for the model.</source>
      <translation>Auflösung: {own:.3g} m, für das Modell auf {chosen:.3g} m gemittelt.</translation>
    </message>
    <message>
      <source>Resolution: {chosen:.3g} m, within the range of the model.</source>
      <translation>Auflösung: {chosen:.3g} m, dafür ist das Modell gemacht.</translation>
    </message>
    <message>
      <source>Model: '{title}' is made for imagery of {gsd:.3g} m ({minimum:g} to {maximum:g} m).</source>
      <translation>Modell: '{title}' ist für Bilder von {gsd:.3g} m gemacht ({minimum:g} bis {maximum:g} m).</translation>
    </message>
    <message>
      <source>Bands: '{layer}' is read through QGIS; whether it has {names} is checked when it is read.</source>
      <translation>Kanäle: „{layer}“ wird über QGIS gelesen; ob er {names} hat, wird beim Lesen geprüft.</translation>
    </message>
    <message>
      <source>Bands: {names} found on both dates.</source>
      <translation>Bänder: {names} zu beiden Zeitpunkten gefunden.</translation>
    </message>
    <message>
      <source>Bit depth: '{layer}' is not 8-bit as the model expects; it is stretched, which may reduce accuracy.</source>
      <translation>Bittiefe: „{layer}“ hat nicht die 8 Bit, die das Modell will; die Werte werden gestreckt, was Genauigkeit kosten kann.</translation>
    </message>
    <message>
      <source>Bit depth: the dates differ; each is standardised by its own statistics, as the model expects.</source>
      <translation>Bittiefe: Die Zeitpunkte unterscheiden sich; jeder wird nach seiner eigenen Statistik standardisiert, dafür ist das Modell gemacht.</translation>
    </message>
    <message>
      <source>Bit depth: suitable.</source>
      <translation>Bittiefe: passt.</translation>
    </message>
    <message>
      <source>Overlap: both layers cover the whole world; the run is limited to the area.</source>
      <translation>Überlappung: beide Layer decken die ganze Welt ab; der Lauf ist auf das Gebiet begrenzt.</translation>
    </message>
    <message>
      <source>Overlap: complete; one layer covers the whole world.</source>
      <translation>Überlappung: vollständig; ein Layer deckt die ganze Welt ab.</translation>
    </message>
    <message>
      <source>Overlap: not known before the run.</source>
      <translation>Überlappung: vor dem Lauf nicht bekannt.</translation>
    </message>
    <message>
      <source>Overlap: {share:.0f} % of the smaller layer.</source>
      <translation>Überlappung: {share:.0f} % des kleineren Layers.</translation>
    </message>
    <message>
      <source>All checks</source>
      <translation>Alle Prüfungen</translation>
    </message>
    <message>
      <source>Show all checks</source>
      <translation>Alle Prüfungen zeigen</translation>
    </message>
    <message>
      <source>Good</source>
      <translation>Gut</translation>
    </message>
    <message>
      <source>With restrictions</source>
      <translation>Mit Einschränkungen</translation>
    </message>
    <message>
      <source>Not possible</source>
      <translation>Nicht möglich</translation>
    </message>
    <message>
      <source>Unknown</source>
      <translation>Unbekannt</translation>
    </message>
    <message>
      <source>Choose the image of the earlier date as Before and that of the later one as After.</source>
      <translation>Wählen Sie das Bild des früheren Zeitpunkts als „Vorher“ und das des späteren als „Nachher“.</translation>
    </message>
    <message>
      <source>Choose the image of the earlier date as Before.</source>
      <translation>Wählen Sie das Bild des früheren Zeitpunkts als „Vorher“.</translation>
    </message>
    <message>
      <source>Choose the image of the later date as After.</source>
      <translation>Wählen Sie das Bild des späteren Zeitpunkts als „Nachher“.</translation>
    </message>
    <message>
      <source>&amp;Area</source>
      <translation>&amp;Gebiet</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Download the packages that run networks into a separate environment</source>
      <translation>Die Pakete, die Netze ausführen, in eine eigene Umgebung herunterladen</translation>
    </message>
    <message>
      <source>Install runtime…</source>
      <translation>Laufzeitumgebung installieren…</translation>
    </message>
    <message>
      <source>No change found.</source>
      <translation>Keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>1 change</source>
      <translation>1 Veränderung</translation>
    </message>
    <message>
      <source>{count} changes</source>
      <translation>{count} Veränderungen</translation>
    </message>
    <message>
      <source>{changes} found, {area}.</source>
      <translation>{changes} gefunden, {area}.</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Smallest change</source>
      <translation>Kleinste Veränderung</translation>
    </message>
    <message>
      <source>Area</source>
      <translation>Gebiet</translation>
    </message>
  </context>
  <context>
    <name>EstimateArea</name>
    <message>
      <source>Estimate area</source>
      <translation>Fläche schätzen</translation>
    </message>
    <message>
      <source>area,estimate,confidence interval,error-adjusted,Olofsson,user's accuracy,producer's accuracy,stratified,good practices</source>
      <translation>Fläche,Schätzung,Vertrauensbereich,Konfidenzintervall,fehlerbereinigt,Olofsson,Nutzergenauigkeit,Produzentengenauigkeit,geschichtet,area</translation>
    </message>
    <message>
      <source>Areas of change with 95 % confidence intervals, from an interpreted sample.</source>
      <translation>Flächen der Veränderung mit 95-%-Vertrauensbereichen, aus einer interpretierten Stichprobe.</translation>
    </message>
    <message>
      <source>The mapped area of a class is biased by classification errors. From a stratified random sample of the map ('Sample points') with interpreted reference classes, this tool estimates the true area of each class and the user's and producer's accuracies, all with 95 % confidence intervals, after Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57).
The map must be the one that the sample was drawn from. Each of its classes needs at least two interpreted points. Areas are on the ellipsoid.</source>
      <translation>Die kartierte Fläche einer Klasse ist durch Klassifikationsfehler verzerrt. Aus einer geschichteten Zufallsstichprobe der Karte ('Stichprobe ziehen') mit interpretierten Referenzklassen schätzt dieses Werkzeug die wahre Fläche jeder Klasse sowie Nutzer- und Produzentengenauigkeit, alle mit 95-%-Vertrauensbereichen, nach Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57).
Die Karte muss die sein, aus der die Stichprobe gezogen wurde. Jede ihrer Klassen braucht mindestens zwei interpretierte Punkte. Flächen gelten auf dem Ellipsoid.</translation>
    </message>
    <message>
      <source>Change map</source>
      <translation>Veränderungskarte</translation>
    </message>
    <message>
      <source>The raster of classes that the sample was drawn from.</source>
      <translation>Das Raster von Klassen, aus dem die Stichprobe gezogen wurde.</translation>
    </message>
    <message>
      <source>Interpreted sample</source>
      <translation>Interpretierte Stichprobe</translation>
    </message>
    <message>
      <source>Points of a stratified random sample, in any CRS.</source>
      <translation>Punkte einer geschichteten Zufallsstichprobe, in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Reference class field</source>
      <translation>Feld mit der Referenzklasse</translation>
    </message>
    <message>
      <source>Field with the reference class of each point: class number or class name. Points with an empty value are ignored. Empty: the field 'reference'.</source>
      <translation>Feld mit der Referenzklasse jedes Punkts: Zahl oder Name der Klasse. Punkte mit leerem Wert werden übergangen. Leer: das Feld 'reference'.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
    </message>
    <message>
      <source>A single HTML file with areas, accuracies and error matrices.</source>
      <translation>Eine einzige HTML-Datei mit Flächen, Genauigkeiten und Fehlermatrizen.</translation>
    </message>
    <message>
      <source>Areas</source>
      <translation>Flächen</translation>
    </message>
    <message>
      <source>CSV files (*.csv)</source>
      <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
      <source>One row per class: mapped and estimated hectares, confidence intervals, accuracies.</source>
      <translation>Eine Zeile je Klasse: kartierte und geschätzte Hektar, Vertrauensbereiche, Genauigkeiten.</translation>
    </message>
  </context>
  <context>
    <name>EvaluateModel</name>
    <message>
      <source>Evaluate model</source>
      <translation>Modell bewerten</translation>
    </message>
    <message>
      <source>evaluate,test,benchmark,accuracy,F1,IoU,average precision,calibration,robustness,model,chips,LEVIR-CD</source>
      <translation>bewerten,testen,Benchmark,Genauigkeit,F1,IoU,mittlere Precision,Kalibrierung,Robustheit,Modell,Chips,LEVIR-CD,evaluate</translation>
    </message>
    <message>
      <source>Measures the accuracy and robustness of a model on labelled imagery.</source>
      <translation>Misst Genauigkeit und Robustheit eines Modells an gelabelten Bildern.</translation>
    </message>
    <message>
      <source>Measures a model on labelled imagery that it was not trained on: folders of chips, or two dates with polygons of the changes. Predictions are made as in 'Detect change', so the measures are those that you can expect in use.
The report contains precision, recall, F1, IoU and average precision at the model's threshold and at the best threshold, the measures of each class if the labels have classes, the calibration of the probabilities, and the chips with the best and the worst results.
Robustness shows how F1 decreases when the dates are shifted, when one of them is brighter or blurred, when the pixel size differs (with and without the plugin's handling of the resolution), and when the dates are swapped. Each curve takes several predictions per chip.
Chips that cannot be used are skipped and listed in the report with the reason.
A land-cover model is measured on folders of images and masks, or on one image in BEFORE with polygons of the classes or a class raster: precision, recall, F1 and IoU of each class, accuracy, confusion matrix, calibration, pictures, and robustness against gain, offset, blur and pixel size.</source>
      <translation>Misst ein Modell an gelabelten Bildern, mit denen es nicht trainiert wurde: an Ordnern mit Chips oder an zwei Zeitpunkten mit Polygonen der Veränderungen. Vorhergesagt wird wie in „Veränderung finden“; die Maße sind also die, die im Einsatz zu erwarten sind.
Der Bericht enthält Precision, Recall, F1, IoU und mittlere Precision beim Schwellenwert des Modells und beim besten Schwellenwert, die Maße jeder Klasse, wenn die Labels Klassen haben, die Kalibrierung der Wahrscheinlichkeiten und die Chips mit den besten und den schlechtesten Ergebnissen.
Robustheit zeigt, wie F1 sinkt, wenn die Zeitpunkte verschoben sind, einer heller oder unschärfer ist, die Pixelgröße abweicht (mit und ohne Anpassung der Auflösung durch die Erweiterung) und wenn die Zeitpunkte vertauscht sind. Jede Kurve braucht mehrere Vorhersagen je Chip.
Unbrauchbare Chips werden übersprungen und im Bericht mit dem Grund aufgeführt.
Ein Landbedeckungsmodell wird an Ordnern mit Bildern und Masken gemessen oder an einem Bild in BEFORE mit Polygonen der Klassen oder einem Klassenraster: Genauigkeit, Vollständigkeit, F1 und IoU jeder Klasse, Gesamtgenauigkeit, Konfusionsmatrix, Kalibrierung, Bilder sowie Robustheit gegen Verstärkung, Versatz, Unschärfe und Pixelgröße.</translation>
    </message>
    <message>
      <source>The model to evaluate: id of a bundled or imported model, or path of an ONNX file.</source>
      <translation>Das zu bewertende Modell: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Polygons of all changes between the two dates, in any CRS.</source>
      <translation>Polygone aller Veränderungen zwischen den beiden Zeitpunkten, in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Shift between the dates (0-12 pixels)</source>
      <translation>Versatz zwischen den Zeitpunkten (0-12 Pixel)</translation>
    </message>
    <message>
      <source>Gain of one date</source>
      <translation>Helligkeitsfaktor eines Zeitpunkts</translation>
    </message>
    <message>
      <source>Offset of one date</source>
      <translation>Helligkeitsversatz eines Zeitpunkts</translation>
    </message>
    <message>
      <source>Blur of one date</source>
      <translation>Unschärfe eines Zeitpunkts</translation>
    </message>
    <message>
      <source>Pixel size (half to double)</source>
      <translation>Pixelgröße (halb bis doppelt)</translation>
    </message>
    <message>
      <source>Dates swapped</source>
      <translation>Zeitpunkte vertauscht</translation>
    </message>
    <message>
      <source>Robustness against</source>
      <translation>Robustheit gegen</translation>
    </message>
    <message>
      <source>Disturbances to test the model with. Empty: none, which is fastest.</source>
      <translation>Störungen, mit denen das Modell geprüft wird. Leer: keine, das geht am schnellsten.</translation>
    </message>
    <message>
      <source>Chips for robustness</source>
      <translation>Chips für die Robustheit</translation>
    </message>
    <message>
      <source>Number of chips, or tiles of the pair, per curve; 0 uses all.</source>
      <translation>Anzahl der Chips, oder Kacheln des Paares, je Kurve; 0 verwendet alle.</translation>
    </message>
    <message>
      <source>Probability at and above which a pixel counts as changed, to four decimals. Empty: the model's default.</source>
      <translation>Wahrscheinlichkeit, ab der ein Pixel als verändert gilt, auf vier Nachkommastellen. Leer: der Wert des Modells.</translation>
    </message>
    <message>
      <source>As in 'Detect change': about four times slower, slightly more accurate.</source>
      <translation>Wie in „Veränderung finden“: etwa viermal langsamer, etwas genauer.</translation>
    </message>
    <message>
      <source>A single HTML file with measures, curves and pictures.</source>
      <translation>Eine einzige HTML-Datei mit Maßen, Kurven und Bildern.</translation>
    </message>
    <message>
      <source>Figure</source>
      <translation>Abbildung</translation>
    </message>
    <message>
      <source>SVG images (*.svg)</source>
      <translation>SVG-Bilder (*.svg)</translation>
    </message>
    <message>
      <source>The curves of the report as a vector graphic.</source>
      <translation>Die Kurven des Berichts als Vektorgrafik.</translation>
    </message>
    <message>
      <source>Average precision</source>
      <translation>Mittlere Precision</translation>
    </message>
    <message>
      <source>Expected calibration error</source>
      <translation>Erwarteter Kalibrierungsfehler</translation>
    </message>
    <message>
      <source>Threshold used</source>
      <translation>Verwendeter Schwellenwert</translation>
    </message>
    <message>
      <source>Threshold with the highest F1</source>
      <translation>Schwellenwert mit dem höchsten F1</translation>
    </message>
    <message>
      <source>Number of chips or tiles</source>
      <translation>Anzahl der Chips oder Kacheln</translation>
    </message>
    <message>
      <source>Number of skipped chips</source>
      <translation>Anzahl der übersprungenen Chips</translation>
    </message>
    <message>
      <source>Overall accuracy (land cover)</source>
      <translation>Gesamtgenauigkeit (Landbedeckung)</translation>
    </message>
  </context>
  <context>
    <name>ExportChips</name>
    <message>
      <source>Export chips</source>
      <translation>Chips exportieren</translation>
    </message>
    <message>
      <source>chips,tiles,patches,export training data,labels,dataset,deep learning,LEVIR-CD,Esri,change</source>
      <translation>Chips,Kacheln,Bildausschnitte,Trainingsdaten exportieren,Labels,Datensatz,Deep Learning,LEVIR-CD,Esri,Veränderung,export training data</translation>
    </message>
    <message>
      <source>Exports two dates and polygons of the changes as small labelled images for training.</source>
      <translation>Exportiert zwei Zeitpunkte und Polygone der Veränderungen als kleine Bilder mit Labels zum Trainieren.</translation>
    </message>
    <message>
      <source>Cuts two images of the same place and polygons of the changes between them into chips: small images of both dates with their labels, for 'Train model' or other software. The dates are resampled to a common grid first.
Set the area in which you have digitised every change: outside it the labels are unknown, not unchanged. Without an area, the tiles that touch labels are considered complete.
Layouts: Groundshift (before, after, labels; 254 is unlabelled, 255 no data), LEVIR-CD (A, B, label), Esri (images_before, images_after, labels). A manifest (groundshift-chips.json) stores bands, classes, resolution, the statistics of the images and the position of each chip, so that training on the chips uses the same pixel values as training on the layers.
Without a later date, chips of one date are written with masks of its land cover, from polygons with a class field or from a class raster: images, masks (Esri: labels) and classes.json with the classes; 254 is unlabelled.</source>
      <translation>Schneidet zwei Bilder desselben Ortes und Polygone der Veränderungen dazwischen in Chips: kleine Bilder beider Zeitpunkte mit ihren Labels, für „Modell trainieren“ oder andere Programme. Die Zeitpunkte werden zuerst auf ein gemeinsames Gitter umgerechnet.
Geben Sie das Gebiet an, in dem Sie jede Veränderung digitalisiert haben: Außerhalb sind die Labels unbekannt, nicht unverändert. Ohne Gebiet gelten die Kacheln als vollständig, die Labels berühren.
Anordnungen: Groundshift (before, after, labels; 254 ist ungelabelt, 255 ohne Daten), LEVIR-CD (A, B, label), Esri (images_before, images_after, labels). Ein Manifest (groundshift-chips.json) enthält Bänder, Klassen, Auflösung, die Statistik der Bilder und die Lage jedes Chips, sodass das Training mit den Chips dieselben Pixelwerte verwendet wie das Training mit den Layern.
Ohne späteren Zeitpunkt werden Chips eines Zeitpunkts mit Masken seiner Landbedeckung geschrieben, aus Polygonen mit Klassenfeld oder aus einem Klassenraster: images, masks (Esri: labels) und classes.json mit den Klassen; 254 ist ohne Label.</translation>
    </message>
    <message>
      <source>Folder of chips</source>
      <translation>Ordner mit Chips</translation>
    </message>
    <message>
      <source>A new or an empty folder.</source>
      <translation>Ein neuer oder leerer Ordner.</translation>
    </message>
    <message>
      <source>Number of chips</source>
      <translation>Anzahl der Chips</translation>
    </message>
    <message>
      <source>Number of chips with change</source>
      <translation>Anzahl der Chips mit Veränderung</translation>
    </message>
    <message>
      <source>Size of a chip (pixels)</source>
      <translation>Größe eines Chips (Pixel)</translation>
    </message>
    <message>
      <source>Width and height of each chip.</source>
      <translation>Breite und Höhe jedes Chips.</translation>
    </message>
    <message>
      <source>Stride (pixels)</source>
      <translation>Schrittweite (Pixel)</translation>
    </message>
    <message>
      <source>Distance from one chip to the next. Chips overlap if it is smaller than their size. Empty: the size.</source>
      <translation>Abstand von einem Chip zum nächsten. Chips überlappen sich, wenn er kleiner als ihre Größe ist. Leer: die Größe.</translation>
    </message>
    <message>
      <source>Layout</source>
      <translation>Anordnung</translation>
    </message>
    <message>
      <source>Groundshift (before, after, labels)</source>
      <translation>Groundshift (before, after, labels)</translation>
    </message>
    <message>
      <source>LEVIR-CD (A, B, label)</source>
      <translation>LEVIR-CD (A, B, label)</translation>
    </message>
    <message>
      <source>Esri (images_before, images_after, labels)</source>
      <translation>Esri (images_before, images_after, labels)</translation>
    </message>
    <message>
      <source>Names of the folders and encoding of the labels.</source>
      <translation>Namen der Ordner und Kodierung der Labels.</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>GeoTIFF supports any bands and georeference; PNG 8 or 16 bits and up to four bands; JPEG 8 bits, one or three bands, lossy. Labels are never JPEG.</source>
      <translation>GeoTIFF unterstützt beliebige Bänder und Georeferenz; PNG 8 oder 16 Bit und bis zu vier Bänder; JPEG 8 Bit, ein oder drei Bänder, verlustbehaftet. Labels sind nie JPEG.</translation>
    </message>
    <message>
      <source>Only chips with change</source>
      <translation>Nur Chips mit Veränderung</translation>
    </message>
    <message>
      <source>Skip chips without change, except for the share set below.</source>
      <translation>Chips ohne Veränderung überspringen, bis auf den Anteil unten.</translation>
    </message>
    <message>
      <source>Share of chips without change</source>
      <translation>Anteil der Chips ohne Veränderung</translation>
    </message>
    <message>
      <source>Share of all exported chips, 0 to 1; chosen at random.</source>
      <translation>Anteil an allen exportierten Chips, 0 bis 1; zufällig gewählt.</translation>
    </message>
    <message>
      <source>None</source>
      <translation>Keine</translation>
    </message>
    <message>
      <source>Rotated copies</source>
      <translation>Gedrehte Kopien</translation>
    </message>
    <message>
      <source>Additional rotated copies of each chip. 'Train model' rotates chips itself.</source>
      <translation>Zusätzliche gedrehte Kopien jedes Chips. „Modell trainieren“ dreht Chips selbst.</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Maske</translation>
    </message>
    <message>
      <source>Polygons that chips must lie within or touch.</source>
      <translation>Polygone, in denen Chips liegen oder die sie berühren müssen.</translation>
    </message>
    <message>
      <source>Accept chips that only touch the mask</source>
      <translation>Chips zulassen, die die Maske nur berühren</translation>
    </message>
    <message>
      <source>Otherwise chips must lie completely within the mask.</source>
      <translation>Sonst müssen Chips ganz in der Maske liegen.</translation>
    </message>
  </context>
  <context>
    <name>FieldBox</name>
    <message>
      <source>No field</source>
      <translation>Kein Feld</translation>
    </message>
  </context>
  <context>
    <name>FindLearningRate</name>
    <message>
      <source>Find learning rate</source>
      <translation>Lernrate finden</translation>
    </message>
    <message>
      <source>learning rate,finder,range test,lr_find,train,training,deep learning,change</source>
      <translation>Lernrate,Suche,Bereichstest,lr_find,trainieren,Training,Deep Learning,Veränderung,learning rate</translation>
    </message>
    <message>
      <source>Finds the learning rate at which a network learns best from your labels.</source>
      <translation>Findet die Lernrate, mit der ein Netz am besten aus Ihren Labels lernt.</translation>
    </message>
    <message>
      <source>Increases the learning rate from very low to very high on the data of a training, one value per step, and suggests the one at which the loss decreases most steeply (Smith 2017). The network is discarded afterwards.
This is optional: 'Train model' has a default that suits most data. It helps with unusual architectures, bands or labels.
The report shows the curve. Enter the suggested rate in 'Train model'.
Training needs the component 'training' of the runtime: run 'Install runtime' once.</source>
      <translation>Erhöht die Lernrate an den Daten eines Trainings von sehr klein bis sehr groß, ein Wert je Schritt, und schlägt die vor, bei der der Verlust am steilsten fällt (Smith 2017). Das Netz wird danach verworfen.
Das ist nicht nötig: „Modell trainieren“ hat eine Vorgabe, die für die meisten Daten passt. Es hilft bei ungewöhnlichen Architekturen, Bändern oder Labels.
Der Bericht zeigt die Kurve. Geben Sie die vorgeschlagene Rate in „Modell trainieren“ ein.
Trainieren braucht die Komponente 'training' der Laufzeitumgebung: Führen Sie einmal „Laufzeitumgebung installieren“ aus.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>HTML: the suggested rate and the curve.</source>
      <translation>HTML: die vorgeschlagene Rate und die Kurve.</translation>
    </message>
    <message>
      <source>Curve</source>
      <translation>Kurve</translation>
    </message>
    <message>
      <source>CSV: rate, loss and smoothed loss of each step.</source>
      <translation>CSV: Rate, Verlust und geglätteter Verlust jedes Schritts.</translation>
    </message>
    <message>
      <source>Suggested learning rate</source>
      <translation>Vorgeschlagene Lernrate</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>Maximum number of rates to try; stops when the loss diverges.</source>
      <translation>Höchstzahl der Raten; endet, wenn der Verlust divergiert.</translation>
    </message>
    <message>
      <source>Lowest rate</source>
      <translation>Kleinste Rate</translation>
    </message>
    <message>
      <source>Highest rate</source>
      <translation>Größte Rate</translation>
    </message>
    <message>
      <source>The rates increase from the lowest to the highest by a constant factor.</source>
      <translation>Die Raten steigen von der kleinsten zur größten um einen festen Faktor.</translation>
    </message>
    <message>
      <source>at least ten times the lowest rate, {lowest:g}</source>
      <translation>mindestens das Zehnfache der kleinsten Rate, {lowest:g}</translation>
    </message>
  </context>
  <context>
    <name>FromToChange</name>
    <message>
      <source>From-to change</source>
      <translation>Von-nach-Änderung</translation>
    </message>
    <message>
      <source>change,land cover,land use,transition,matrix,cross-tabulation,post-classification,comparison,from-to,gain,loss,swap,persistence,alluvial,sankey</source>
      <translation>Änderung,Landbedeckung,Landnutzung,Übergang,Matrix,Kreuztabelle,Postklassifikation,Vergleich,von-nach,Gewinn,Verlust,Tausch,Persistenz,alluvial,Sankey</translation>
    </message>
    <message>
      <source>Compares the classes of two dates: what became what, how much, with a matrix.</source>
      <translation>Vergleicht die Klassen zweier Zeitpunkte: was wurde wozu, wie viel, mit einer Matrix.</translation>
    </message>
    <message>
      <source>Compares two maps of classes of the same place: what became what.
Each date is a raster of classes of any origin, or the class probabilities of 'Classify land cover'. The maps may differ in CRS, grid and extent: the earlier one is brought onto the grid of the later one. With a model, images can be given instead: they are classified in the same run.
With probabilities, the classes of both dates are decided jointly, so that an uncertain class on one date is not taken for a change. Thin changes along edges, which a shift between the dates causes, are left out.
From-to map: a value per transition, with its name and colour; 0 is unchanged. Matrix: pixels, square metres and shares, with persistence, gain, loss, net change and swap of each class. Report: flows, matrix, gains and losses as one HTML file. Polygons: from, to, area and confidence.</source>
      <translation>Vergleicht zwei Klassenkarten desselben Ortes: was wurde wozu.
Jeder Zeitpunkt ist ein Klassenraster beliebiger Herkunft oder die Klassenwahrscheinlichkeiten von 'Landbedeckung klassifizieren'. Die Karten dürfen sich in KBS, Gitter und Ausdehnung unterscheiden: die frühere wird auf das Gitter der späteren gebracht. Mit einem Modell können stattdessen Bilder angegeben werden: sie werden im selben Lauf klassifiziert.
Mit Wahrscheinlichkeiten werden die Klassen beider Zeitpunkte gemeinsam entschieden, sodass eine unsichere Klasse an einem Zeitpunkt nicht als Änderung gilt. Dünne Änderungen entlang von Kanten, die eine Verschiebung zwischen den Zeitpunkten verursacht, bleiben außer Acht.
Von-nach-Karte: ein Wert je Übergang mit Name und Farbe; 0 ist unverändert. Matrix: Pixel, Quadratmeter und Anteile, mit Persistenz, Gewinn, Verlust, Nettoänderung und Tausch jeder Klasse. Bericht: Flüsse, Matrix, Gewinne und Verluste als eine HTML-Datei. Polygone: von, nach, Fläche und Konfidenz.</translation>
    </message>
    <message>
      <source>A raster of classes, class probabilities with a band per class, or, with a model, an image (a raster file).</source>
      <translation>Ein Klassenraster, Klassenwahrscheinlichkeiten mit einem Band je Klasse oder, mit einem Modell, ein Bild (eine Rasterdatei).</translation>
    </message>
    <message>
      <source>Before (classes, probabilities or image)</source>
      <translation>Vorher (Klassen, Wahrscheinlichkeiten oder Bild)</translation>
    </message>
    <message>
      <source>After (classes, probabilities or image)</source>
      <translation>Nachher (Klassen, Wahrscheinlichkeiten oder Bild)</translation>
    </message>
    <message>
      <source>Land-cover model that classifies the dates that are images, in the same run: id of a bundled or imported model, or path of an ONNX file. A raster of several bands is taken for an image then, unless it holds the probabilities that 'Classify land cover' writes. Empty: no date is an image.</source>
      <translation>Landbedeckungsmodell, das die Zeitpunkte, die Bilder sind, im selben Lauf klassifiziert: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei. Ein Raster mit mehreren Bändern gilt dann als Bild, sofern es nicht die Wahrscheinlichkeiten aus „Landbedeckung klassifizieren“ enthält. Leer: kein Zeitpunkt ist ein Bild.</translation>
    </message>
    <message>
      <source>Class names</source>
      <translation>Klassennamen</translation>
    </message>
    <message>
      <source>Names of the values of both dates, such as '1=water, 2=wood', or a CSV file with the columns value and name. Empty: from the legend of each layer, its attribute table or its metadata.</source>
      <translation>Namen der Werte beider Zeitpunkte, etwa '1=Wasser, 2=Wald', oder eine CSV-Datei mit den Spalten value und name. Leer: aus der Legende jedes Layers, seiner Attributtabelle oder seinen Metadaten.</translation>
    </message>
    <message>
      <source>Combine classes</source>
      <translation>Klassen zusammenfassen</translation>
    </message>
    <message>
      <source>Classes that are compared as another one, such as 'forest=vegetation, crops=vegetation', or a CSV file with two columns. Use it where the two dates have different classes. Empty: classes are matched by name.</source>
      <translation>Klassen, die als eine andere verglichen werden, etwa 'Wald=Vegetation, Acker=Vegetation', oder eine CSV-Datei mit zwei Spalten. Verwenden Sie dies, wenn die beiden Zeitpunkte verschiedene Klassen haben. Leer: Klassen werden nach ihrem Namen zugeordnet.</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Änderungen</translation>
    </message>
    <message>
      <source>Transitions of interest, such as 'vegetation&gt;building, *&gt;water'; * is every class. They limit the map, the polygons and the changed area, not the matrix. Empty: all.</source>
      <translation>Gesuchte Übergänge, etwa 'Vegetation&gt;Gebäude, *&gt;Wasser'; * ist jede Klasse. Sie begrenzen die Karte, die Polygone und die geänderte Fläche, nicht die Matrix. Leer: alle.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Änderung (m²)</translation>
    </message>
    <message>
      <source>Changes with a smaller area on the ground count as unchanged. 0: keep all.</source>
      <translation>Änderungen mit kleinerer Fläche am Boden gelten als unverändert. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Smallest confidence</source>
      <translation>Kleinste Konfidenz</translation>
    </message>
    <message>
      <source>With probabilities: pixels whose transition is less probable than this, between 0 and 1, count as unchanged.</source>
      <translation>Mit Wahrscheinlichkeiten: Pixel, deren Übergang weniger wahrscheinlich ist als dieser Wert zwischen 0 und 1, gelten als unverändert.</translation>
    </message>
    <message>
      <source>Tolerance of misregistration (pixels)</source>
      <translation>Toleranz für Lagefehler (Pixel)</translation>
    </message>
    <message>
      <source>Changes along an edge that are thinner than this count as unchanged, if a shift of the edge explains them. For dates that are shifted by one pixel use 2. 0 or 1: keep all.</source>
      <translation>Änderungen entlang einer Kante, die dünner sind, gelten als unverändert, wenn eine Verschiebung der Kante sie erklärt. Für Zeitpunkte, die um ein Pixel verschoben sind: 2. 0 oder 1: alle behalten.</translation>
    </message>
    <message>
      <source>Prior of the transitions</source>
      <translation>A-priori-Gewicht der Übergänge</translation>
    </message>
    <message>
      <source>Uniform: all transitions alike</source>
      <translation>Gleich: alle Übergänge gleich</translation>
    </message>
    <message>
      <source>Estimated from the pair</source>
      <translation>Aus dem Paar geschätzt</translation>
    </message>
    <message>
      <source>With probabilities: how transitions are weighed. Estimated: transitions that are rare in this pair are less likely (expectation-maximisation).</source>
      <translation>Mit Wahrscheinlichkeiten: wie Übergänge gewichtet werden. Geschätzt: Übergänge, die in diesem Paar selten sind, gelten als unwahrscheinlicher (Erwartungsmaximierung).</translation>
    </message>
    <message>
      <source>Stability</source>
      <translation>Stabilität</translation>
    </message>
    <message>
      <source>With probabilities: weight of no change, where a transition has 1. The higher, the fewer changes, false and true ones; 1 finds about as many as two maps made each for itself.</source>
      <translation>Mit Wahrscheinlichkeiten: Gewicht von „keine Veränderung“, wobei ein Übergang 1 hat. Je höher, desto weniger Veränderungen, falsche wie richtige; 1 findet etwa so viele wie zwei einzeln erstellte Karten.</translation>
    </message>
    <message>
      <source>Context (pixels)</source>
      <translation>Kontext (Pixel)</translation>
    </message>
    <message>
      <source>With probabilities: the evidence of change is averaged over neighbouring pixels, by a Gaussian whose standard deviation is this many pixels, so that uncertain pixels are not taken for changes. Changes that are narrower than about twice as many pixels may be lost. 0: each pixel by itself.</source>
      <translation>Mit Wahrscheinlichkeiten: Die Anzeichen einer Veränderung werden über benachbarte Pixel gemittelt, mit einer Gauß-Funktion, deren Standardabweichung so viele Pixel beträgt, damit unsichere Pixel nicht als Veränderungen gelten. Veränderungen, die schmaler sind als etwa das Doppelte, können verloren gehen. 0: jedes Pixel für sich.</translation>
    </message>
    <message>
      <source>Match the shares of the classes</source>
      <translation>Anteile der Klassen angleichen</translation>
    </message>
    <message>
      <source>With probabilities of both dates: light and season make a model favour some classes on one date. Uncertain pixels are decided so that the shares of the classes differ less between the dates.</source>
      <translation>Mit Wahrscheinlichkeiten beider Zeitpunkte: Licht und Jahreszeit lassen ein Modell an einem Zeitpunkt manche Klassen bevorzugen. Unsichere Pixel werden so entschieden, dass sich die Anteile der Klassen zwischen den Zeitpunkten weniger unterscheiden.</translation>
    </message>
    <message>
      <source>From-to map</source>
      <translation>Von-nach-Karte</translation>
    </message>
    <message>
      <source>GeoTIFF: a value per transition, 0 unchanged, 255 (or 65535 with many classes) no data.</source>
      <translation>GeoTIFF: ein Wert je Übergang, 0 unverändert, 255 (oder 65535 bei vielen Klassen) kein Wert.</translation>
    </message>
    <message>
      <source>Transition matrix</source>
      <translation>Übergangsmatrix</translation>
    </message>
    <message>
      <source>CSV files (*.csv)</source>
      <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
      <source>Pixels, square metres and shares of all transitions, and the figures of each class.</source>
      <translation>Pixel, Quadratmeter und Anteile aller Übergänge und die Kennzahlen jeder Klasse.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
    </message>
    <message>
      <source>A single HTML file with flows, the map, matrix, gains and losses.</source>
      <translation>Eine einzelne HTML-Datei mit Flüssen, Karte, Matrix, Gewinnen und Verlusten.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Änderungspolygone</translation>
    </message>
    <message>
      <source>Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ...</source>
      <translation>Polygone der Änderungen. Die Dateiendung bestimmt das Format: GeoPackage, GeoJSON, ...</translation>
    </message>
    <message>
      <source>Changed area (m²)</source>
      <translation>Geänderte Fläche (m²)</translation>
    </message>
    <message>
      <source>From-to change {before} - {after}</source>
      <translation>Von-nach-Änderung {before} - {after}</translation>
    </message>
  </context>
  <context>
    <name>Help</name>
    <message>
      <source>Open the help</source>
      <translation>Hilfe öffnen</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Groundshift guide</source>
      <translation>Groundshift-Anleitung</translation>
    </message>
    <message>
      <source>Search the guide</source>
      <translation>Anleitung durchsuchen</translation>
    </message>
    <message>
      <source>Contents</source>
      <translation>Inhalt</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>Vorwärts</translation>
    </message>
  </context>
  <context>
    <name>History</name>
    <message>
      <source>The run cannot be repeated: its layers are missing: {layers}.</source>
      <translation>Der Lauf lässt sich nicht wiederholen: Seine Layer fehlen: {layers}.</translation>
    </message>
    <message>
      <source>'{layer}' exists only in the project, for example as a web map, and cannot be opened outside QGIS. Run it again here, or save the layer as a file.</source>
      <translation>„{layer}“ gibt es nur im Projekt, etwa als Webkarte, und lässt sich außerhalb von QGIS nicht öffnen. Führen Sie den Lauf hier erneut aus, oder speichern Sie den Layer als Datei.</translation>
    </message>
    <message>
      <source>The run used only the selected features of '{layer}', which is not possible on the command line. Save them as a separate layer first.</source>
      <translation>Der Lauf verwendete nur die gewählten Objekte von „{layer}“, was auf der Befehlszeile nicht möglich ist. Speichern Sie sie zuerst als eigenen Layer.</translation>
    </message>
    <message>
      <source>No runs yet. Runs of the tab &lt;b&gt;Detect&lt;/b&gt; and of Groundshift's tools in the Processing toolbox are listed here and saved with the project. They can be run again, run with other layers, or copied as a command.</source>
      <translation>Noch keine Läufe. Läufe des Reiters &lt;b&gt;Finden&lt;/b&gt; und der Groundshift-Werkzeuge in der Werkzeugkiste werden hier aufgelistet und mit dem Projekt gespeichert. Sie lassen sich erneut ausführen, mit anderen Layern ausführen oder als Befehl kopieren.</translation>
    </message>
    <message>
      <source>Run a&amp;gain</source>
      <translation>Erne&amp;ut ausführen</translation>
    </message>
    <message>
      <source>Run again with the same layers and settings; earlier results are kept, new files get a number</source>
      <translation>Mit denselben Layern und Einstellungen ausführen; frühere Ergebnisse bleiben, neue Dateien bekommen eine Nummer</translation>
    </message>
    <message>
      <source>O&amp;ther layers…</source>
      <translation>Andere La&amp;yer…</translation>
    </message>
    <message>
      <source>Load res&amp;ults</source>
      <translation>Er&amp;gebnisse laden</translation>
    </message>
    <message>
      <source>Cop&amp;y</source>
      <translation>K&amp;opieren</translation>
    </message>
    <message>
      <source>As a qgis_process command</source>
      <translation>Als qgis_process-Befehl</translation>
    </message>
    <message>
      <source>As Python</source>
      <translation>Als Python</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>En&amp;tfernen</translation>
    </message>
    <message>
      <source>Remove the selected runs from the list; their results are kept (Del)</source>
      <translation>Die gewählten Läufe von der Liste nehmen; ihre Ergebnisse bleiben (Entf)</translation>
    </message>
    <message>
      <source>Ca&amp;ncel</source>
      <translation>Abbre&amp;chen</translation>
    </message>
    <message>
      <source>Select a run first</source>
      <translation>Wählen Sie zuerst einen Lauf</translation>
    </message>
    <message>
      <source>Select only one run</source>
      <translation>Wählen Sie nur einen Lauf</translation>
    </message>
    <message>
      <source>Missing layers: {layers}</source>
      <translation>Fehlende Layer: {layers}</translation>
    </message>
    <message>
      <source>Another run is in progress</source>
      <translation>Ein anderer Lauf ist im Gange</translation>
    </message>
    <message>
      <source>Open a form with these settings to choose other layers</source>
      <translation>Ein Formular mit diesen Einstellungen öffnen, um andere Layer zu wählen</translation>
    </message>
    <message>
      <source>Its result files no longer exist</source>
      <translation>Seine Ergebnisdateien gibt es nicht mehr</translation>
    </message>
    <message>
      <source>Add the results of this run to the project again</source>
      <translation>Die Ergebnisse dieses Laufs wieder in das Projekt laden</translation>
    </message>
    <message>
      <source>The run has no polygons</source>
      <translation>Der Lauf hat keine Polygone</translation>
    </message>
    <message>
      <source>Write the changes with pictures of both dates as one HTML file, for people without GIS</source>
      <translation>Die Veränderungen mit Bildern beider Daten als eine HTML-Datei schreiben, für Leute ohne GIS</translation>
    </message>
    <message>
      <source>Copy the run to repeat it elsewhere</source>
      <translation>Den Lauf kopieren, um ihn anderswo zu wiederholen</translation>
    </message>
    <message>
      <source>That did not work.</source>
      <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
      <source>'{tool}' is not available in this version of Groundshift.</source>
      <translation>„{tool}“ gibt es in dieser Version von Groundshift nicht.</translation>
    </message>
    <message>
      <source>Cancelled; no partial results were kept.</source>
      <translation>Abgebrochen; es blieben keine Teilergebnisse.</translation>
    </message>
    <message>
      <source>Copied to the clipboard.</source>
      <translation>In die Zwischenablage kopiert.</translation>
    </message>
    <message>
      <source>Missing files: {files}</source>
      <translation>Fehlende Dateien: {files}</translation>
    </message>
    <message>
      <source>Open the report</source>
      <translation>Bericht öffnen</translation>
    </message>
    <message>
      <source>Open the PDF</source>
      <translation>PDF öffnen</translation>
    </message>
    <message>
      <source>finished</source>
      <translation>fertig</translation>
    </message>
    <message>
      <source>{area} in 1 polygon</source>
      <translation>{area} in 1 Polygon</translation>
    </message>
    <message>
      <source>{area} in {count} polygons</source>
      <translation>{area} in {count} Polygonen</translation>
    </message>
    <message>
      <source>{area} changed</source>
      <translation>{area} verändert</translation>
    </message>
    <message>
      <source>Tool</source>
      <translation>Werkzeug</translation>
    </message>
    <message>
      <source>Started</source>
      <translation>Gestartet</translation>
    </message>
    <message>
      <source>Duration</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>missing</source>
      <translation>fehlt</translation>
    </message>
    <message>
      <source>Changed area</source>
      <translation>Veränderte Fläche</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>Polygone</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <source>Unfinished runs</source>
      <translation>Unvollendete Läufe</translation>
    </message>
    <message>
      <source>Free disk space</source>
      <translation>Speicherplatz freigeben</translation>
    </message>
    <message>
      <source>Run the tool again with the same layers and settings to go on where it stopped</source>
      <translation>Das Werkzeug mit denselben Layern und Einstellungen noch einmal starten, um dort fortzufahren, wo es aufgehört hat</translation>
    </message>
    <message>
      <source>Remove the finished blocks of the selected runs; they begin anew then (Del)</source>
      <translation>Die fertigen Blöcke der ausgewählten Läufe entfernen; sie beginnen dann von vorn (Entf)</translation>
    </message>
    <message>
      <source>{time} · {percent} % finished · {size} MB</source>
      <translation>{time} · zu {percent} % fertig · {size} MB</translation>
    </message>
  </context>
  <context>
    <name>Image</name>
    <message>
      <source>Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. Empty: the extent of the image.</source>
      <translation>Zu bearbeitende Polygone in beliebigem KBS; wahlweise nur die gewählten Objekte. Außerhalb wird nichts bearbeitet. Leer: die Ausdehnung des Bildes.</translation>
    </message>
    <message>
      <source>Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that of the image is used.</source>
      <translation>Zu bearbeitendes Rechteck; zusammen mit einem Interessengebiet deren Schnitt. Ist kein KBS angegeben, gilt das des Bildes.</translation>
    </message>
    <message>
      <source>Resolution (units of the image's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des Bildes)</translation>
    </message>
    <message>
      <source>Working pixel size in map units. Empty: the pixel size of the image, adjusted to the range of the model. A given value is used as it is, even outside the model's range.</source>
      <translation>Pixelgröße der Bearbeitung in Karteneinheiten. Leer: die Pixelgröße des Bildes, angepasst an den Bereich des Modells. Ein angegebener Wert gilt, wie er ist, auch außerhalb des Bereichs des Modells.</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Kanäle</translation>
    </message>
  </context>
  <context>
    <name>ImportModel</name>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Import model</source>
      <translation>Modell importieren</translation>
    </message>
    <message>
      <source>model,import,onnx,deepness,neural network,deep learning,specification</source>
      <translation>Modell,importieren,onnx,deepness,neuronales Netz,Deep Learning,Spezifikation</translation>
    </message>
    <message>
      <source>Imports an ONNX network as a model that can be selected by name.</source>
      <translation>Importiert ein ONNX-Netz als Modell, das sich mit Namen wählen lässt.</translation>
    </message>
    <message>
      <source>Imports an ONNX network as a model that the other tools can use by its name.
A model file contains a specification: bands, resolution, normalisation, classes. Networks made for the Deepness plugin already contain one. For any other network provide the specification as a JSON file or as JSON text (see models/SPEC.md).
By default the model is stored in your own models folder, which is not affected by updates of the plugin.</source>
      <translation>Importiert ein ONNX-Netz als Modell, das die anderen Werkzeuge unter seinem Namen verwenden.
Eine Modelldatei enthält eine Spezifikation: Bänder, Auflösung, Normierung, Klassen. Netze für die Erweiterung Deepness enthalten sie schon. Für jedes andere Netz die Spezifikation als JSON-Datei oder JSON-Text angeben (siehe models/SPEC.md).
Ohne andere Angabe kommt das Modell in den eigenen Modellordner, den Aktualisierungen der Erweiterung nicht berühren.</translation>
    </message>
    <message>
      <source>ONNX models (*.onnx)</source>
      <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
      <source>ONNX file</source>
      <translation>ONNX-Datei</translation>
    </message>
    <message>
      <source>The network. The file is copied, not changed.</source>
      <translation>Das Netz. Die Datei wird kopiert, nicht verändert.</translation>
    </message>
    <message>
      <source>Specification (JSON file or text)</source>
      <translation>Spezifikation (JSON-Datei oder -Text)</translation>
    </message>
    <message>
      <source>Specification of the network, as a JSON file or as JSON text. Empty: the specification in the file, which models of Groundshift and Deepness contain.</source>
      <translation>Spezifikation des Netzes, als JSON-Datei oder JSON-Text. Leer: die Spezifikation in der Datei, wie Modelle von Groundshift und Deepness sie enthalten.</translation>
    </message>
    <message>
      <source>Model (empty: in your own models folder)</source>
      <translation>Modell (leer: in den eigenen Modellordner)</translation>
    </message>
    <message>
      <source>Path of the model. Empty or a temporary file: your own models folder.</source>
      <translation>Pfad des Modells. Leer oder temporäre Datei: der eigene Modellordner.</translation>
    </message>
    <message>
      <source>Id of the model</source>
      <translation>Kennung des Modells</translation>
    </message>
    <message>
      <source>Model '{id}' ({title}) was written to {path}</source>
      <translation>Modell „{id}“ ({title}) wurde nach {path} geschrieben</translation>
    </message>
    <message>
      <source>Bands: {names}; resolution: {minimum:g} to {maximum:g} m per pixel.</source>
      <translation>Bänder: {names}; Auflösung: {minimum:g} bis {maximum:g} m je Pixel.</translation>
    </message>
    <message>
      <source>The model is not in a models folder: select it by its path.</source>
      <translation>Das Modell liegt in keinem Modellordner: Über seinen Pfad wählen.</translation>
    </message>
    <message>
      <source>Another model already has the id '{id}' ({path}): select this one by its path.</source>
      <translation>Ein anderes Modell hat schon die Kennung „{id}“ ({path}): Dieses über seinen Pfad wählen.</translation>
    </message>
  </context>
  <context>
    <name>InstallRuntime</name>
    <message>
      <source>Setup</source>
      <translation>Einrichtung</translation>
    </message>
    <message>
      <source>Install runtime</source>
      <translation>Laufzeitumgebung installieren</translation>
    </message>
    <message>
      <source>install,runtime,repair,update,python,onnxruntime,torch,environment</source>
      <translation>installieren,Laufzeitumgebung,reparieren,aktualisieren,python,onnxruntime,torch,Umgebung</translation>
    </message>
    <message>
      <source>Installs or repairs the packages that run the networks, separately from QGIS's Python.</source>
      <translation>Installiert oder repariert die Pakete, mit denen die Netze laufen, getrennt vom Python von QGIS.</translation>
    </message>
    <message>
      <source>Downloads the packages that run the networks into a separate Python environment. QGIS's own Python is not changed. One installation serves all QGIS profiles and survives upgrades of the plugin.
Run it again to repair the environment, to continue after an interruption, or to add a component.
Advanced settings, in Settings &gt; Options &gt; Advanced: groundshift/python sets your own Python interpreter, groundshift/torch_index the address of a package index with torch builds, as listed on the PyTorch website for your processor or CUDA version.</source>
      <translation>Lädt die Pakete, mit denen die Netze laufen, in eine eigene Python-Umgebung. Das Python von QGIS bleibt unverändert. Eine Installation dient allen Profilen von QGIS und übersteht Aktualisierungen der Erweiterung.
Erneut ausführen, um die Umgebung zu reparieren, nach einer Unterbrechung fortzufahren oder eine Komponente hinzuzufügen.
Erweiterte Einstellungen unter Einstellungen &gt; Optionen &gt; Erweitert: groundshift/python setzt einen eigenen Python-Interpreter, groundshift/torch_index die Adresse eines Paketverzeichnisses mit Ausgaben von torch, wie die PyTorch-Seite sie für Prozessor oder CUDA-Version angibt.</translation>
    </message>
    <message>
      <source>Components</source>
      <translation>Komponenten</translation>
    </message>
    <message>
      <source>inference: the packages that run models (200 MB to download). training: additional packages that train models (200 MB to several GB, depending on the torch build for CPU or graphics card). cluster: Dask, for 'Detect change on a cluster' (4 MB). server: pygeoapi, to serve the tools over HTTP (20 MB; for Python 3.10 or later). Installed components are kept.</source>
      <translation>inference: die Pakete, die Modelle ausführen (200 MB Download). training: zusätzliche Pakete, die Modelle trainieren (200 MB bis mehrere GB, je nach torch-Build für CPU oder Grafikkarte). cluster: Dask, für „Veränderung auf einem Cluster erkennen“ (4 MB). server: pygeoapi, um die Werkzeuge über HTTP bereitzustellen (20 MB; für Python 3.10 oder neuer). Installierte Komponenten bleiben erhalten.</translation>
    </message>
    <message>
      <source>Accelerator</source>
      <translation>Beschleuniger</translation>
    </message>
    <message>
      <source>The library that runs the networks. automatic: the one that fits this machine. plain: ONNX Runtime for the processor. openvino: OpenVINO in addition, for processors of Intel and AMD (60 MB more to download). cuda: ONNX Runtime for NVIDIA cards, with the libraries of CUDA (1.6 to 2 GB). directml: ONNX Runtime for any graphics card with DirectX 12 on Windows (25 MB). Run it again to change the choice, then run 'Measure runtime' to use what is fastest.</source>
      <translation>Die Bibliothek, die die Netze ausführt. automatic: die zu diesem Rechner passende. plain: ONNX Runtime für den Prozessor. openvino: zusätzlich OpenVINO, für Prozessoren von Intel und AMD (60 MB mehr herunterzuladen). cuda: ONNX Runtime für NVIDIA-Karten, mit den CUDA-Bibliotheken (1,6 bis 2 GB). directml: ONNX Runtime für jede Grafikkarte mit DirectX 12 unter Windows (25 MB). Führen Sie es erneut aus, um die Wahl zu ändern, danach „Laufzeitumgebung messen“, um das Schnellste zu nutzen.</translation>
    </message>
    <message>
      <source>Python of the runtime</source>
      <translation>Python der Laufzeitumgebung</translation>
    </message>
    <message>
      <source>Versions of the packages</source>
      <translation>Versionen der Pakete</translation>
    </message>
    <message>
      <source>Stopped. Run it again to continue.</source>
      <translation>Angehalten. Zum Fortsetzen erneut ausführen.</translation>
    </message>
    <message>
      <source>A job is running; its worker process keeps using the packages it has loaded.</source>
      <translation>Ein Auftrag läuft; sein Arbeitsprozess verwendet weiter die Pakete, die er geladen hat.</translation>
    </message>
    <message>
      <source>{versions}; {size} MB on disk</source>
      <translation>{versions}; {size} MB auf der Festplatte</translation>
    </message>
    <message>
      <source>OpenVINO is installed. It runs the networks once 'Measure runtime' has found it to be the fastest here, or once it is chosen in the Options.</source>
      <translation>OpenVINO ist installiert. Es führt die Netze aus, sobald „Laufzeitumgebung messen“ es hier als das Schnellste ermittelt hat oder sobald es in den Optionen gewählt ist.</translation>
    </message>
    <message>
      <source>The worker does not use this environment: {origin} is set to {python}.</source>
      <translation>Der Arbeitsprozess verwendet diese Umgebung nicht: {origin} ist auf {python} gesetzt.</translation>
    </message>
    <message>
      <source>The worker runs on Python {python}; execution providers: {providers}.</source>
      <translation>Der Arbeitsprozess läuft mit Python {python}; Ausführung der Netze: {providers}.</translation>
    </message>
  </context>
  <context>
    <name>Job</name>
    <message>
      <source>{time} left</source>
      <translation>noch {time}</translation>
    </message>
    <message>
      <source>Predicting</source>
      <translation>Vorhersage</translation>
    </message>
    <message>
      <source>Finding objects</source>
      <translation>Objektsuche</translation>
    </message>
    <message>
      <source>Comparing</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <source>Counting</source>
      <translation>Zählen</translation>
    </message>
    <message>
      <source>Drawing points</source>
      <translation>Punkte ziehen</translation>
    </message>
    <message>
      <source>Measuring the shift</source>
      <translation>Versatz messen</translation>
    </message>
    <message>
      <source>Evaluating</source>
      <translation>Bewerten</translation>
    </message>
    <message>
      <source>Calibrating</source>
      <translation>Kalibrieren</translation>
    </message>
    <message>
      <source>Measuring the speed</source>
      <translation>Geschwindigkeit messen</translation>
    </message>
    <message>
      <source>Trying learning rates</source>
      <translation>Lernraten probieren</translation>
    </message>
    <message>
      <source>Writing</source>
      <translation>Schreiben</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Lesen</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Validating</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>Sending to the server</source>
      <translation>Senden an den Server</translation>
    </message>
    <message>
      <source>Waiting for the server</source>
      <translation>Warten auf den Server</translation>
    </message>
    <message>
      <source>Fetching the results</source>
      <translation>Abholen der Ergebnisse</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Layer '{layer}' is not a class map: its values are not whole numbers from 0 to 65534.</source>
      <translation>Der Layer „{layer}“ ist keine Karte von Klassen: Seine Werte sind keine ganzen Zahlen von 0 bis 65534.</translation>
    </message>
    <message>
      <source>Choose a change mask or another raster of classes; a probability needs a threshold first.</source>
      <translation>Eine Veränderungsmaske oder ein anderes Raster von Klassen wählen; eine Wahrscheinlichkeit braucht erst einen Schwellenwert.</translation>
    </message>
    <message>
      <source>Layer '{layer}' is a picture of {count} bands, not a map of classes.</source>
      <translation>Der Layer '{layer}' ist ein Bild mit {count} Bändern, keine Klassenkarte.</translation>
    </message>
    <message>
      <source>Choose the raster of classes that the picture shows.</source>
      <translation>Wählen Sie das Raster der Klassen, das das Bild zeigt.</translation>
    </message>
    <message>
      <source>The raster has more than {limit} different values, so it is not a class map.</source>
      <translation>Das Raster enthält mehr als {limit} verschiedene Werte, ist also keine Karte von Klassen.</translation>
    </message>
    <message>
      <source>Choose a change mask or another raster of classes.</source>
      <translation>Eine Veränderungsmaske oder ein anderes Raster von Klassen wählen.</translation>
    </message>
    <message>
      <source>There is no field '{field}' in {layers}.</source>
      <translation>Es gibt kein Feld „{field}“ in {layers}.</translation>
    </message>
    <message>
      <source>Choose the polygon field that holds the class, or leave it empty to compare change against no change.</source>
      <translation>Ein Feld der Polygone nennen, das ihre Klasse enthält, oder für Veränderung als solche leer lassen.</translation>
    </message>
    <message>
      <source>A class field '{field}' was given, but neither layer is a polygon layer.</source>
      <translation>Das Klassenfeld „{field}“ wurde angegeben, aber keiner der beiden Layer enthält Polygone.</translation>
    </message>
    <message>
      <source>Leave CLASS_FIELD empty: raster values are the classes.</source>
      <translation>CLASS_FIELD leer lassen: Raster enthalten ihre Klassen selbst.</translation>
    </message>
    <message>
      <source>'{value}' in the field '{field}' of layer '{layer}' is not a valid class.</source>
      <translation>„{value}“ im Feld „{field}“ des Layers „{layer}“ ist keine Klasse.</translation>
    </message>
    <message>
      <source>Use names or whole numbers from 0 to 65534, and fill in missing values.</source>
      <translation>Namen oder ganze Zahlen von 0 bis 65534 verwenden und die fehlenden ergänzen.</translation>
    </message>
    <message>
      <source>{count} polygons of layer '{layer}' have no class: their field '{field}' is empty.</source>
      <translation>{count} Polygone des Layers „{layer}“ haben keine Klasse: Ihr Feld „{field}“ ist leer.</translation>
    </message>
    <message>
      <source>Fill in the field, or filter these polygons out.</source>
      <translation>Füllen Sie das Feld aus, oder filtern Sie den Layer so, dass diese Polygone wegfallen.</translation>
    </message>
    <message>
      <source>The raster '{raster}' has no class names, so '{value}' in the field '{field}' cannot be matched.</source>
      <translation>Das Raster „{raster}“ nennt keine Namen seiner Klassen, daher lässt sich „{value}“ im Feld „{field}“ nicht zuordnen.</translation>
    </message>
    <message>
      <source>Use a field that holds class values, or leave CLASS_FIELD empty.</source>
      <translation>Ein Feld mit den Zahlen der Klassen verwenden oder CLASS_FIELD leer lassen.</translation>
    </message>
    <message>
      <source>'{layer}' is not a readable raster or polygon layer.</source>
      <translation>„{layer}“ ist weder ein Raster noch ein lesbarer Polygonlayer.</translation>
    </message>
    <message>
      <source>Choose a raster of classes or a polygon layer.</source>
      <translation>Ein Raster von Klassen oder einen Polygonlayer wählen.</translation>
    </message>
    <message>
      <source>'{predicted}' and '{reference}' have no valid pixels in common within the area.</source>
      <translation>Es gibt im Gebiet kein Pixel, für das „{predicted}“ und „{reference}“ beide Daten haben.</translation>
    </message>
    <message>
      <source>Check the nodata values of both layers, and the area.</source>
      <translation>Die Nodata-Werte beider Layer und das Gebiet prüfen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' has no field '{field}': it was not reviewed.</source>
      <translation>Der Layer „{layer}“ hat kein Feld „{field}“: Er wurde nicht geprüft.</translation>
    </message>
    <message>
      <source>Choose change polygons that were reviewed in the Review panel.</source>
      <translation>Veränderungspolygone wählen, die im Reiter „Prüfen“ geprüft wurden.</translation>
    </message>
    <message>
      <source>A polygon of '{layer}' has no uuid.</source>
      <translation>Ein Polygon von „{layer}“ hat keine uuid.</translation>
    </message>
    <message>
      <source>Open the layer in the Review panel again: it adds missing uuids.</source>
      <translation>Den Layer noch einmal im Reiter „Prüfen“ öffnen: Dort bekommen Polygone ohne uuid eine.</translation>
    </message>
    <message>
      <source>Two polygons of '{layer}' have the uuid {uuid}.</source>
      <translation>Zwei Polygone von „{layer}“ haben die uuid {uuid}.</translation>
    </message>
    <message>
      <source>Open the layer in the Review panel again: it gives copied or split polygons a new uuid.</source>
      <translation>Den Layer noch einmal im Reiter „Prüfen“ öffnen: Dort bekommt ein kopiertes oder geteiltes Polygon eine eigene uuid.</translation>
    </message>
    <message>
      <source>The overlap {value} is outside the range above 0 to 1.</source>
      <translation>Die Überlappung {value} ist nicht größer als 0 und höchstens 1.</translation>
    </message>
    <message>
      <source>Give the minimum intersection over union of matching objects, such as 0.5.</source>
      <translation>Das kleinste Verhältnis von Schnitt zu Vereinigung zugeordneter Objekte angeben, etwa 0.5.</translation>
    </message>
    <message>
      <source>The map '{layer}' has no valid pixels.</source>
      <translation>Die Karte „{layer}“ enthält keine Daten.</translation>
    </message>
    <message>
      <source>Choose another map, or check its nodata values.</source>
      <translation>Eine andere Karte wählen oder ihre Nodata-Werte prüfen.</translation>
    </message>
    <message>
      <source>Unknown allocation '{value}'.</source>
      <translation>Es gibt keine Aufteilung „{value}“.</translation>
    </message>
    <message>
      <source>Use one of {known}.</source>
      <translation>Eine von {known} verwenden.</translation>
    </message>
    <message>
      <source>A sample cannot have {value} points.</source>
      <translation>Eine Stichprobe kann nicht {value} Punkte haben.</translation>
    </message>
    <message>
      <source>Give a number from 1 to {limit}, or leave it empty.</source>
      <translation>Eine Zahl von 1 bis {limit} angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>{value} points are too few for {strata} classes: at least two points per class ({least}) are needed.</source>
      <translation>{value} Punkte sind zu wenige für {strata} Klassen: Jede braucht zwei, also mindestens {least}.</translation>
    </message>
    <message>
      <source>Give a larger SIZE, or leave it empty.</source>
      <translation>Eine größere SIZE angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>The minimum distance {value} is not valid.</source>
      <translation>Der Mindestabstand {value} ist kein Abstand.</translation>
    </message>
    <message>
      <source>Give 0 or more metres.</source>
      <translation>0 oder mehr Meter angeben.</translation>
    </message>
    <message>
      <source>'{text}' is not a list of expected accuracies.</source>
      <translation>„{text}“ sagt nicht, welche Genauigkeit von welcher Klasse erwartet wird.</translation>
    </message>
    <message>
      <source>Write class values and accuracies from 0 to 1, such as '0=0.95, 1=0.7'.</source>
      <translation>Klassenwerte und Genauigkeiten von 0 bis 1 schreiben, etwa '0=0.95, 1=0.7'.</translation>
    </message>
    <message>
      <source>The sample '{layer}' is not a readable point layer.</source>
      <translation>Die Stichprobe „{layer}“ ist kein lesbarer Punktlayer.</translation>
    </message>
    <message>
      <source>Choose an interpreted sample made with 'Sample points'.</source>
      <translation>Die interpretierten Punkte wählen; „Stichprobe ziehen“ erzeugt sie.</translation>
    </message>
    <message>
      <source>The sample '{layer}' has no field '{field}'.</source>
      <translation>Die Stichprobe „{layer}“ hat kein Feld „{field}“.</translation>
    </message>
    <message>
      <source>Choose the field that holds the interpreted class. Available fields: {known}.</source>
      <translation>Das Feld nennen, das die interpretierte Klasse enthält; ihre Felder sind {known}.</translation>
    </message>
    <message>
      <source>No point of '{layer}' on the map has a class in its field '{field}'.</source>
      <translation>Kein Punkt von „{layer}“ auf der Karte hat eine Klasse in seinem Feld „{field}“.</translation>
    </message>
    <message>
      <source>Interpret the points first, and check that the sample was drawn from this map.</source>
      <translation>Zuerst die Punkte interpretieren und prüfen, ob Stichprobe und Karte zusammengehören.</translation>
    </message>
    <message>
      <source>'{value}' in the field '{field}' is not a valid class.</source>
      <translation>„{value}“ im Feld „{field}“ ist keine Klasse.</translation>
    </message>
    <message>
      <source>Use class values or names: {known}.</source>
      <translation>Die Zahlen der Klassen oder ihre Namen verwenden: {known}.</translation>
    </message>
    <message>
      <source>The map class '{name}' has {count} interpreted points in '{layer}'; at least two are needed.</source>
      <translation>Die Klasse „{name}“ der Karte hat {count} interpretierte Punkte von „{layer}“, aber mindestens zwei werden gebraucht.</translation>
    </message>
    <message>
      <source>Interpret more points of this class, or draw a new sample from this map.</source>
      <translation>Mehr Punkte von ihr interpretieren oder eine Stichprobe dieser Karte ziehen.</translation>
    </message>
    <message>
      <source>Compared on {width} x {height} pixels, {crs}.</source>
      <translation>Verglichen auf {width} x {height} Pixeln, {crs}.</translation>
    </message>
    <message>
      <source>Compared {pixels:,} pixels in {seconds:.1f} s.</source>
      <translation>{pixels:,} Pixel in {seconds:.1f} s verglichen.</translation>
    </message>
    <message>
      <source>Both layers are polygons, so the mapped extent is unknown: their bounding box is compared. Overall accuracy, kappa and MCC depend on this extent; set AREA to the mapped area.</source>
      <translation>Polygone sagen nicht, wie weit das kartierte Gebiet reicht: Verglichen wird das Rechteck um sie. Gesamtgenauigkeit, Kappa und MCC hängen davon ab; geben Sie das Gebiet als AREA an.</translation>
    </message>
    <message>
      <source>{parameter}: '{layer}' has {count} bands; the first is taken as its classes.</source>
      <translation>{parameter}: '{layer}' hat {count} Bänder; das erste gilt als seine Klassen.</translation>
    </message>
    <message>
      <source>{parameter}: '{layer}' declares 0 as nodata and {value} is its only class: 0 is taken as a class, too (no change).</source>
      <translation>{parameter}: '{layer}' gibt 0 als Nodata an, und {value} ist seine einzige Klasse: 0 gilt ebenfalls als Klasse (keine Änderung).</translation>
    </message>
    <message>
      <source>{parameter}: no compared pixel of '{layer}' is change.</source>
      <translation>{parameter}: Kein verglichenes Pixel von '{layer}' ist eine Änderung.</translation>
    </message>
    <message>
      <source>{parameter}: no polygon of '{layer}' lies within the compared extent. Check its CRS.</source>
      <translation>{parameter}: Kein Polygon von „{layer}“ liegt auf dem verglichenen Gebiet: Stimmt sein KBS?</translation>
    </message>
    <message>
      <source>Each layer has one change class with a different value ({values}): they are treated as the same class.</source>
      <translation>Jeder Layer hat eine Klasse der Veränderung, mit verschiedenen Zahlen ({values}): Sie gelten als dieselbe.</translation>
    </message>
    <message>
      <source>Too many objects to match within the memory limit (noise?): only pixels are compared.</source>
      <translation>Es gibt zu viele Objekte (Rauschen?), um sie mit begrenztem Speicher zuzuordnen: Nur Pixel werden verglichen.</translation>
    </message>
    <message>
      <source>Stratum {value} '{name}': {hectares:,.2f} ha, {points} points.</source>
      <translation>Schicht {value} „{name}“: {hectares:,.2f} ha, {points} Punkte.</translation>
    </message>
    <message>
      <source>Drew {points:,} points in {strata} strata.</source>
      <translation>{points:,} Punkte in {strata} Schichten gezogen.</translation>
    </message>
    <message>
      <source>The map has no class {values}: its expected accuracy is ignored.</source>
      <translation>Die Karte hat keine Klasse {values}: Die von ihr erwartete Genauigkeit wird nicht verwendet.</translation>
    </message>
    <message>
      <source>Only {found} of {wanted} points of '{name}' could be placed at least {distance:g} m apart.</source>
      <translation>Nur {found} von {wanted} Punkten von „{name}“ ließen sich mit mindestens {distance:g} m Abstand setzen.</translation>
    </message>
    <message>
      <source>{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %).</source>
      <translation>{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %).</translation>
    </message>
    <message>
      <source>The sample contains no map errors, so the intervals have zero width. This does not prove that the map is free of errors; a larger sample is needed.</source>
      <translation>Kein Punkt der Stichprobe zeigt einen Fehler der Karte: Deshalb sind die Intervalle 0 breit. Das heißt nicht, dass die Karte keine hat; mehr Punkte würden es zeigen.</translation>
    </message>
    <message>
      <source>Points left out: {empty} without a class, {outside} outside the valid map area. Unless they are missing at random, the estimates are biased.</source>
      <translation>Ausgelassene Punkte: {empty} ohne Klasse, {outside} außerhalb der Daten der Karte. Wenn das kein Zufall ist, sind die Schätzungen verzerrt.</translation>
    </message>
    <message>
      <source>{count} points lie in a map class that differs from their stratum. If the sample was not drawn from this map, the estimates are biased.</source>
      <translation>{count} Punkte liegen in einer anderen Klasse der Karte als ihre Schicht: Wurde die Stichprobe aus dieser Karte gezogen? Wenn nicht, sind die Schätzungen verzerrt.</translation>
    </message>
    <message>
      <source>{polygon_count} polygons: {agreed} agreed, {disagreed} disagreed, {only_a} decided by A only, {only_b} by B only, {undecided} undecided. Agreement on the {both_decided} detected polygons decided by both: {agreement:.1%} (kappa {kappa:.3f}).</source>
      <translation>{polygon_count} Polygone: einig bei {agreed}, uneinig bei {disagreed}, nur von A entschieden {only_a}, nur von B {only_b}, von niemandem {undecided}. Von {both_decided} gefundenen Polygonen, die beide entschieden haben, stimmen sie bei {agreement:.1%} überein (Kappa {kappa:.3f}).</translation>
    </message>
    <message>
      <source>'{first}' and '{second}' have no polygon uuid in common: they may be reviews of different detections.</source>
      <translation>Kein Polygon von „{first}“ hat die uuid eines von „{second}“: Sind es Prüfungen derselben Erkennung?</translation>
    </message>
    <message>
      <source>The threshold {value} is outside 0 to 1.</source>
      <translation>Der Schwellenwert {value} liegt nicht zwischen 0 und 1.</translation>
    </message>
    <message>
      <source>Give a number above 0 and below 1, or leave it empty.</source>
      <translation>Eine Zahl über 0 und unter 1 angeben, oder leer lassen.</translation>
    </message>
    <message>
      <source>The minimum area {value} is negative.</source>
      <translation>Die Mindestfläche {value} ist negativ.</translation>
    </message>
    <message>
      <source>Give 0 or more square metres, or leave it empty for the model's own.</source>
      <translation>0 oder mehr Quadratmeter angeben, oder leer lassen für den Wert des Modells.</translation>
    </message>
    <message>
      <source>The displacement {value} is negative or not finite.</source>
      <translation>Die Versetzung {value} ist negativ oder nicht endlich.</translation>
    </message>
    <message>
      <source>Give metres, or leave it empty to switch the check off.</source>
      <translation>Geben Sie Meter an, oder lassen Sie das Feld leer, um die Prüfung abzuschalten.</translation>
    </message>
    <message>
      <source>Unknown option '{value}'.</source>
      <translation>Es gibt keine Auswahl „{value}“.</translation>
    </message>
    <message>
      <source>'{text}' is not a band index.</source>
      <translation>'{text}' ist kein Kanalindex.</translation>
    </message>
    <message>
      <source>Write {known}, or two different bands by number or name, such as '4,3' or 'nir,red'.</source>
      <translation>Schreiben Sie {known} oder zwei verschiedene Kanäle als Nummer oder Name, etwa '4,3' oder 'nir,red'.</translation>
    </message>
    <message>
      <source>Cannot determine which band is '{name}'. Bands compared: {bands}.</source>
      <translation>Es ist nicht bekannt, welcher Kanal '{name}' ist. Verglichene Kanäle: {bands}.</translation>
    </message>
    <message>
      <source>Write the numbers of two of these bands, such as '4,3'.</source>
      <translation>Schreiben Sie die Nummern zweier dieser Kanäle, etwa '4,3'.</translation>
    </message>
    <message>
      <source>The dates report different bands as '{name}'. Bands that are compared of the earlier date: {before}; of the later one: {after}.</source>
      <translation>Die Zeitpunkte geben verschiedene Kanäle als '{name}' an. Verglichene Kanäle des früheren: {before}; des späteren: {after}.</translation>
    </message>
    <message>
      <source>List the bands of both dates in the same order in BEFORE_BANDS and AFTER_BANDS.</source>
      <translation>Nennen Sie die Kanäle beider Zeitpunkte in derselben Reihenfolge in BEFORE_BANDS und AFTER_BANDS.</translation>
    </message>
    <message>
      <source>A fixed threshold was chosen, but none was given.</source>
      <translation>Ein fester Schwellenwert wurde gewählt, aber keiner angegeben.</translation>
    </message>
    <message>
      <source>Give the minimum magnitude of a changed pixel, or choose an automatic threshold method.</source>
      <translation>Geben Sie den Betrag an, ab dem ein Pixel verändert ist, oder wählen Sie einen automatischen Schwellenwert.</translation>
    </message>
    <message>
      <source>The threshold {value} is not above 0.</source>
      <translation>Der Schwellenwert {value} ist nicht größer als 0.</translation>
    </message>
    <message>
      <source>Give a magnitude above 0, or choose an automatic threshold method.</source>
      <translation>Geben Sie einen Betrag über 0 an, oder wählen Sie einen automatischen Schwellenwert.</translation>
    </message>
    <message>
      <source>The percentage {value} is outside 0 to 100.</source>
      <translation>Der Prozentsatz {value} liegt außerhalb von 0 bis 100.</translation>
    </message>
    <message>
      <source>Give the percentage of unchanged pixels, above 0 and below 100 (default 95).</source>
      <translation>Geben Sie den Prozentsatz der unveränderten Pixel an, über 0 und unter 100; leer ist 95.</translation>
    </message>
    <message>
      <source>The threshold by speckle is for log-ratios, not for the method {method}.</source>
      <translation>Der Schwellenwert nach Speckle ist für Log-Verhältnisse, nicht für die Methode {method}.</translation>
    </message>
    <message>
      <source>Choose one of the methods {known}, or another threshold method.</source>
      <translation>Wählen Sie eine der Methoden {known} oder ein anderes Schwellenwertverfahren.</translation>
    </message>
    <message>
      <source>Band {band} of layer '{layer}' is negative on average, so a ratio is meaningless.</source>
      <translation>Kanal {band} des Layers '{layer}' ist im Mittel negativ: ein Verhältnis davon sagt nichts aus.</translation>
    </message>
    <message>
      <source>For values in decibels use the difference, which equals their log-ratio; otherwise choose another method.</source>
      <translation>Bei Dezibel nehmen Sie die Differenz, sie ist das logarithmierte Verhältnis; sonst wählen Sie ein anderes Verfahren.</translation>
    </message>
    <message>
      <source>Too few valid pixels, or too little variation in them, for this method.</source>
      <translation>Für dieses Verfahren gibt es zu wenige Pixel mit Daten, oder es schwankt zu wenig in ihnen.</translation>
    </message>
    <message>
      <source>Choose a larger area, other bands or another method.</source>
      <translation>Wählen Sie ein größeres Gebiet, andere Kanäle oder ein anderes Verfahren.</translation>
    </message>
    <message>
      <source>Windows of {value} pixels cannot be compared.</source>
      <translation>Fenster von {value} Pixeln lassen sich nicht vergleichen.</translation>
    </message>
    <message>
      <source>Give a number from {least} to {most}, or leave it empty.</source>
      <translation>Eine Zahl von {least} bis {most} angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>Windows of {value} pixels do not fit into the overlap of the two dates.</source>
      <translation>Fenster von {value} Pixeln passen nicht auf das Gebiet, das beide Zeitpunkte abdecken.</translation>
    </message>
    <message>
      <source>Give at most {most} pixels, or leave it empty.</source>
      <translation>Geben Sie höchstens {most} Pixel an, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
      <source>The spacing {value} is less than a pixel.</source>
      <translation>Der Abstand {value} ist weniger als ein Pixel.</translation>
    </message>
    <message>
      <source>Give a number of pixels, such as 64, or leave it empty.</source>
      <translation>Eine Zahl von Pixeln angeben, etwa 64, oder leer lassen.</translation>
    </message>
    <message>
      <source>The largest shift {value} is outside 1 to {most:g} pixels.</source>
      <translation>Der größte Versatz {value} liegt nicht zwischen 1 und {most:g} Pixeln.</translation>
    </message>
    <message>
      <source>For larger shifts, work at a coarser RESOLUTION first.</source>
      <translation>Für größeren Versatz zuerst mit einer gröberen RESOLUTION arbeiten.</translation>
    </message>
    <message>
      <source>The overlap has only {width} x {height} pixels; at least {least} are needed in each direction.</source>
      <translation>Das zu vergleichende Gelände hat nur {width} x {height} Pixel, gebraucht werden aber {least} in jeder Richtung.</translation>
    </message>
    <message>
      <source>Use a larger area, or a finer RESOLUTION.</source>
      <translation>Ein größeres Gebiet oder eine feinere RESOLUTION verwenden.</translation>
    </message>
    <message>
      <source>No reliable shift of up to {shift:g} pixels between '{before}' and '{after}' was found: too few tie points agree. Nothing was written.</source>
      <translation>Kein Versatz bis zu {shift:g} Pixeln bringt „{before}“ auf „{after}“: Zu wenige Stellen stimmen in einem überein. Nichts wurde geschrieben.</translation>
    </message>
    <message>
      <source>Increase MAX_SHIFT, exclude clouds with EXCLUDE, choose similar bands, or set AREA to unchanged ground.</source>
      <translation>Einen größeren MAX_SHIFT angeben, Wolken mit EXCLUDE auslassen, ähnlich aussehende Bänder wählen oder eine AREA, die sich nicht verändert hat.</translation>
    </message>
    <message>
      <source>Change between {before} and {after} cannot be detected. {reason}</source>
      <translation>Die Veränderung zwischen {before} und {after} lässt sich nicht finden. {reason}</translation>
    </message>
    <message>
      <source>Correct this, or leave one of these dates out.</source>
      <translation>Das beheben oder einen dieser Zeitpunkte weglassen.</translation>
    </message>
    <message>
      <source>A series of {count} dates is too short.</source>
      <translation>Eine Reihe von {count} Zeitpunkten ist zu kurz.</translation>
    </message>
    <message>
      <source>Give three dates or more; for two dates use 'Detect change'.</source>
      <translation>Drei oder mehr Zeitpunkte angeben; für zwei gibt es das Werkzeug „Veränderung finden“.</translation>
    </message>
    <message>
      <source>A series of {count} dates exceeds the maximum of {limit}.</source>
      <translation>Eine Reihe von {count} Zeitpunkten ist mehr als die {limit}, die sich verarbeiten lassen.</translation>
    </message>
    <message>
      <source>Give fewer dates.</source>
      <translation>Weniger Zeitpunkte angeben.</translation>
    </message>
    <message>
      <source>The acquisition date of layer '{layer}' is unknown.</source>
      <translation>Es ist nicht bekannt, wann der Layer „{layer}“ aufgenommen wurde.</translation>
    </message>
    <message>
      <source>List the dates of all rasters, in their order, such as '2019-05-01, 2020, 2021-06'.</source>
      <translation>Die Zeitpunkte aller Raster in ihrer Reihenfolge nennen, etwa '2019-05-01, 2020, 2021-06'.</translation>
    </message>
    <message>
      <source>The date in the name '{name}' may mean {first} or {second}.</source>
      <translation>Das Datum im Namen '{name}' kann {first} oder {second} bedeuten.</translation>
    </message>
    <message>
      <source>Layers '{first}' and '{second}' have the same date {date}.</source>
      <translation>Die Layer „{first}“ und „{second}“ haben denselben Zeitpunkt {date}.</translation>
    </message>
    <message>
      <source>Give each raster a date of its own, or leave one of them out.</source>
      <translation>Jedem Raster einen eigenen Zeitpunkt geben oder eines davon weglassen.</translation>
    </message>
    <message>
      <source>Layer '{first}' is listed before '{second}', but has a later date.</source>
      <translation>Layer '{first}' steht in der Liste vor '{second}', hat aber ein späteres Datum.</translation>
    </message>
    <message>
      <source>List the layers in the order of their dates.</source>
      <translation>Führen Sie die Layer in der Reihenfolge ihrer Daten auf.</translation>
    </message>
    <message>
      <source>'{text}' is not a date.</source>
      <translation>„{text}“ ist kein Datum.</translation>
    </message>
    <message>
      <source>Write dates as year, year-month or year-month-day, such as '2019-05-01, 2020, 2021-06'.</source>
      <translation>Zeitpunkte als Jahr, Jahr-Monat oder Jahr-Monat-Tag schreiben, etwa '2019-05-01, 2020, 2021-06'.</translation>
    </message>
    <message>
      <source>{count} dates were given for {rasters} rasters.</source>
      <translation>{count} Zeitpunkte wurden für {rasters} Raster angegeben.</translation>
    </message>
    <message>
      <source>List one date per raster, in the same order, or leave DATES empty to read them from the layers.</source>
      <translation>Einen Zeitpunkt je Raster nennen, in ihrer Reihenfolge, oder keinen, damit sie gesucht werden.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' contains the value {value}, which is not a probability.</source>
      <translation>Das Raster des Layers „{layer}“ enthält den Wert {value}, der keine Wahrscheinlichkeit ist.</translation>
    </message>
    <message>
      <source>Use a probability between 0 and 1, or a mask of whole numbers.</source>
      <translation>Eine Wahrscheinlichkeit zwischen 0 und 1 oder eine Maske aus ganzen Zahlen verwenden.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' has more than {limit} different values, so it is not a mask.</source>
      <translation>Das Raster des Layers „{layer}“ enthält mehr als {limit} Werte: Es ist keine Maske.</translation>
    </message>
    <message>
      <source>Use a mask whose values are classes, or a probability of floating point numbers.</source>
      <translation>Eine Maske verwenden, deren Werte Klassen sind, oder eine Wahrscheinlichkeit aus Gleitkommazahlen.</translation>
    </message>
    <message>
      <source>'{value}' is not a number of 0 or more.</source>
      <translation>„{value}“ ist keine Zahl ab 0.</translation>
    </message>
    <message>
      <source>Give 0 or more; 0 disables it.</source>
      <translation>0 oder mehr angeben; 0 schaltet es ab.</translation>
    </message>
    <message>
      <source>Index {index}: bands {first} and {second} of the compared bands.</source>
      <translation>Index {index}: Kanäle {first} und {second} der verglichenen.</translation>
    </message>
    <message>
      <source>IR-MAD: {iterations} iterations over {pixels:,} pixels, one of every {every}; canonical correlations {values}.</source>
      <translation>IR-MAD: {iterations} Iterationen über {pixels:,} Pixel, eines von je {every}; kanonische Korrelationen {values}.</translation>
    </message>
    <message>
      <source>IR-MAD did not converge within {iterations} iterations: the last iteration is used.</source>
      <translation>IR-MAD kam in {iterations} Iterationen nicht zur Ruhe: die letzte wird benutzt.</translation>
    </message>
    <message>
      <source>AFTER is normalised to the radiometry of BEFORE with {count:,} invariant pixels: gain and offset {values}.</source>
      <translation>AFTER wird anhand von {count:,} unveränderten Pixeln auf die Radiometrie von BEFORE gebracht: Faktor und Versatz {values}.</translation>
    </message>
    <message>
      <source>Too few invariant pixels for radiometric normalisation: the values are not normalised.</source>
      <translation>Es gibt zu wenige unveränderte Pixel, um die Radiometrie anzugleichen: sie bleibt, wie sie ist.</translation>
    </message>
    <message>
      <source>Threshold on the magnitude: {value:.6g} ({method}).</source>
      <translation>Verändert ab einem Betrag von {value:.6g} ({method}).</translation>
    </message>
    <message>
      <source>The magnitude of change is the same everywhere, so no change was found.</source>
      <translation>Die Stärke der Veränderung ist überall gleich: Es gibt nichts zu unterscheiden, daher wurde keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>THRESHOLD is ignored: it applies only to the threshold methods 'Fixed' and 'Percentile'.</source>
      <translation>THRESHOLD wird nicht verwendet: Er gehört zu den Schwellenwertverfahren „Fest“ und „Perzentil“.</translation>
    </message>
    <message>
      <source>The method {method} did not separate two classes of magnitudes: Otsu's threshold is used.</source>
      <translation>Das Verfahren {method} fand keine zwei Klassen in den Beträgen: der Schwellenwert ist der von Otsu.</translation>
    </message>
    <message>
      <source>{percent:.0f} % of what was compared is marked. An automatic threshold marks some of any pair, and much where nothing has changed: compare the dates, and raise the threshold or set a fixed one.</source>
      <translation>{percent:.0f} % des Verglichenen sind markiert. Eine automatische Schwelle markiert in jedem Paar etwas, und viel, wo sich nichts verändert hat: Vergleichen Sie die Zeitpunkte, und heben Sie die Schwelle an oder legen Sie eine feste fest.</translation>
    </message>
    <message>
      <source>The earlier date must be moved by {x:.6g} (x) and {y:.6g} (y) map units: {length:.3g} m, {pixels:.2f} pixels. {used} of {count} tie points agree.</source>
      <translation>Der frühere Zeitpunkt muss um {x:.6g} (x) und {y:.6g} (y) Karteneinheiten verschoben werden: {length:.3g} m, {pixels:.2f} Pixel. {used} von {count} Verknüpfungspunkten stimmen überein.</translation>
    </message>
    <message>
      <source>Standard error of the shift, from the scatter of the inlier tie points: {error:.2g} pixels.</source>
      <translation>Sein Standardfehler beträgt {error:.2g} Pixel, nach dem, wie weit die übereinstimmenden Verknüpfungspunkte auseinanderliegen.</translation>
    </message>
    <message>
      <source>The shift between the dates could not be measured: only {used} of {count} tie points agree. The shift is reported as 0 with reliability 0.</source>
      <translation>Der Versatz zwischen den Zeitpunkten ließ sich nicht messen: Nur {used} von {count} Verknüpfungspunkten stimmen überein. Er wird als 0 angegeben, mit einer Zuverlässigkeit von 0.</translation>
    </message>
    <message>
      <source>No pixel of the area is valid on both dates, so no change was found.</source>
      <translation>Kein Pixel des Gebiets hat zu beiden Zeitpunkten Daten: Es gibt nichts zu vergleichen, also wurde keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>Changed area: {area:,.1f} m²; polygons: {count:,}; {megapixels:,.2f} Mpx in {seconds:.1f} s ({speed:.2f} Mpx/s).</source>
      <translation>Verändert: {area:,.1f} m²; Polygone: {count:,}; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
    </message>
    <message>
      <source>Pair {number} of {count}: {before} to {after}.</source>
      <translation>Paar {number} von {count}: {before} bis {after}.</translation>
    </message>
    <message>
      <source>{before} to {after}: changed area {area:,.1f} m²; polygons: {count:,}.</source>
      <translation>{before} bis {after}: verändert {area:,.1f} m²; Polygone: {count:,}.</translation>
    </message>
    <message>
      <source>Pixels with a probability of at least {threshold:g} are change.</source>
      <translation>Eine Wahrscheinlichkeit ab {threshold:g} ist Veränderung.</translation>
    </message>
    <message>
      <source>The raster has {count} different values, each treated as a class. If it is a probability in percent, divide it by 100 first.</source>
      <translation>Das Raster enthält {count} verschiedene Werte, und jeder zählt als eigene Klasse. Ist es eine Maske? Teilen Sie eine Wahrscheinlichkeit in Prozent erst durch 100.</translation>
    </message>
    <message>
      <source>The raster is a mask: the threshold is ignored.</source>
      <translation>Das Raster ist eine Maske: Der Schwellenwert ist ohne Bedeutung.</translation>
    </message>
    <message>
      <source>The outlines were not simplified: simplification without gaps and overlaps needs shapely 2.1 with GEOS 3.12.</source>
      <translation>Die Umrisse blieben, wie sie sind: Sie ohne Lücken und Überlappungen zu vereinfachen, braucht shapely 2.1 mit GEOS 3.12.</translation>
    </message>
    <message>
      <source>{count:,} of {total:,} polygons were regularised to right angles; the others are unchanged.</source>
      <translation>{count:,} von {total:,} Polygonen haben jetzt rechte Winkel; die anderen blieben, wie sie waren.</translation>
    </message>
    <message>
      <source>{count} pairs of changes are displaced objects (a counterpart of like shape within {metres:g} m), not changed.</source>
      <translation>{count} Paare von Änderungen sind versetzte Objekte (ein Gegenstück ähnlicher Form innerhalb von {metres:g} m), keine Änderungen.</translation>
    </message>
    <message>
      <source>Changed area: {area:,.1f} m² ({area_in_unit:,.6g} {unit}); polygons: {count:,}; {megapixels:,.2f} Mpx in {seconds:.1f} s ({speed:.2f} Mpx/s).</source>
      <translation>Verändert: {area:,.1f} m² ({area_in_unit:,.6g} {unit}); Polygone: {count:,}; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
    </message>
    <message>
      <source>Layer '{layer}' was not reviewed, so none of its polygons is accepted.</source>
      <translation>Layer „{layer}“ wurde nicht geprüft, daher ist keines seiner Polygone angenommen.</translation>
    </message>
    <message>
      <source>Review it in the panel 'Review', or choose to report all polygons.</source>
      <translation>Ihn im Bereich „Prüfen“ prüfen oder alle Polygone in den Bericht aufnehmen.</translation>
    </message>
    <message>
      <source>No polygon of '{layer}' is accepted: {undecided} of {count} are undecided and {rejected} are rejected.</source>
      <translation>Kein Polygon von „{layer}“ ist angenommen: {undecided} von {count} sind unentschieden und {rejected} abgelehnt.</translation>
    </message>
    <message>
      <source>Decide them in the panel 'Review', or choose to report all polygons.</source>
      <translation>Im Bereich „Prüfen“ über sie entscheiden oder alle Polygone in den Bericht aufnehmen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' has no polygons.</source>
      <translation>Layer „{layer}“ hat keine Polygone.</translation>
    </message>
    <message>
      <source>Choose a layer with at least one (selected) polygon of change.</source>
      <translation>Einen Layer mit mindestens einem (gewählten) Veränderungspolygon wählen.</translation>
    </message>
    <message>
      <source>'{layer}' is not a readable layer of polygons.</source>
      <translation>„{layer}“ ist kein lesbarer Polygonlayer.</translation>
    </message>
    <message>
      <source>Choose a layer of change polygons; its file may have been moved.</source>
      <translation>Einen Layer mit Veränderungspolygonen wählen; vielleicht wurde seine Datei verschoben.</translation>
    </message>
    <message>
      <source>The polygons of '{layer}' lie outside the images '{before}' and '{after}'.</source>
      <translation>Die Polygone von „{layer}“ liegen außerhalb der Bilder „{before}“ und „{after}“.</translation>
    </message>
    <message>
      <source>Choose the images that the polygons were found in, and check the CRS of all three layers.</source>
      <translation>Die Bilder wählen, in denen die Polygone gefunden wurden, und das KBS aller drei Layer prüfen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' does not name the images that its polygons were found in.</source>
      <translation>Layer „{layer}“ nennt die Bilder nicht, in denen seine Polygone gefunden wurden.</translation>
    </message>
    <message>
      <source>Choose the image of this date.</source>
      <translation>Das Bild dieses Zeitpunkts wählen.</translation>
    </message>
    <message>
      <source>The image '{name}' that layer '{layer}' was made from is neither in the project nor beside the layer.</source>
      <translation>Das Bild „{name}“, aus dem Layer „{layer}“ entstand, ist weder im Projekt noch neben dem Layer.</translation>
    </message>
    <message>
      <source>It may have been moved or renamed: choose it.</source>
      <translation>Vielleicht wurde es verschoben oder umbenannt: das Bild wählen.</translation>
    </message>
    <message>
      <source>{value} is not a number of changes.</source>
      <translation>{value} ist keine Anzahl von Veränderungen.</translation>
    </message>
    <message>
      <source>Give a whole number from 0 to {most}.</source>
      <translation>Eine ganze Zahl von 0 bis {most} angeben.</translation>
    </message>
    <message>
      <source>'{path}' is not a result of 'Estimate area' or 'Assess accuracy'.</source>
      <translation>„{path}“ ist kein Ergebnis von „Fläche schätzen“ oder „Genauigkeit bewerten“.</translation>
    </message>
    <message>
      <source>Choose the report (HTML), the areas (CSV) or the measures (JSON) of one of the two tools.</source>
      <translation>Den Bericht (HTML), die Flächen (CSV) oder die Maße (JSON) eines der beiden Werkzeuge wählen.</translation>
    </message>
    <message>
      <source>{parameter}: '{layer}', which the polygons name.</source>
      <translation>{parameter}: „{layer}“, von den Polygonen genannt.</translation>
    </message>
    <message>
      <source>{count} changes lie where one of the images has no data.</source>
      <translation>{count} Veränderungen liegen, wo eines der Bilder keine Daten hat.</translation>
    </message>
    <message>
      <source>The {count} smallest changes are listed without pictures.</source>
      <translation>Die {count} kleinsten Veränderungen sind ohne Bilder aufgeführt.</translation>
    </message>
    <message>
      <source>'{path}' has no areas of the classes {names}; their areas are stated without an interval.</source>
      <translation>„{path}“ hat keine Flächen der Klassen {names}; ihre Flächen sind ohne Intervall angegeben.</translation>
    </message>
    <message>
      <source>{count} changes, {pictures} with pictures, in {megabytes:.1f} MB.</source>
      <translation>{count} Veränderungen, {pictures} mit Bildern, in {megabytes:.1f} MB.</translation>
    </message>
    <message>
      <source>Dask is not installed in the runtime ({reason}).</source>
      <translation>Dask ist in der Laufzeitumgebung nicht installiert ({reason}).</translation>
    </message>
    <message>
      <source>Run 'Install runtime' with the component 'cluster'.</source>
      <translation>Führen Sie „Laufzeitumgebung installieren“ mit der Komponente „cluster“ aus.</translation>
    </message>
    <message>
      <source>The scheduler {address} cannot be reached ({reason}).</source>
      <translation>Der Scheduler {address} ist nicht erreichbar ({reason}).</translation>
    </message>
    <message>
      <source>Check the address, such as tcp://10.0.0.1:8786, and whether the scheduler is running; or leave it empty.</source>
      <translation>Prüfen Sie die Adresse, etwa tcp://10.0.0.1:8786, und ob der Scheduler läuft, oder lassen Sie sie leer.</translation>
    </message>
    <message>
      <source>The connection to the scheduler {address} was lost.</source>
      <translation>Die Verbindung zum Scheduler {address} ist abgebrochen.</translation>
    </message>
    <message>
      <source>Check whether the scheduler is running, and run the tool again with the same folder of blocks: only blocks that are missing are computed.</source>
      <translation>Prüfen Sie, ob der Scheduler läuft, und starten Sie das Werkzeug mit demselben Ordner der Blöcke noch einmal: Nur fehlende Blöcke werden berechnet.</translation>
    </message>
    <message>
      <source>Blocks of {value} pixels are too small.</source>
      <translation>Blöcke von {value} Pixeln sind zu klein.</translation>
    </message>
    <message>
      <source>Give at least {least} pixels, such as 4096.</source>
      <translation>Geben Sie mindestens {least} Pixel an, etwa 4096.</translation>
    </message>
    <message>
      <source>None of the {count} blocks could be computed; the first one: {reason}</source>
      <translation>Keiner der {count} Blöcke konnte berechnet werden; der erste: {reason}</translation>
    </message>
    <message>
      <source>Check whether all machines of the cluster read the inputs and the model, and write the folder of the blocks, under the same paths.</source>
      <translation>Prüfen Sie, ob alle Rechner des Clusters die Eingaben und das Modell unter denselben Pfaden lesen und den Ordner der Blöcke dort schreiben können.</translation>
    </message>
    <message>
      <source>{count:,} blocks, {missing:,} of them to be computed, in '{folder}'.</source>
      <translation>{count:,} Blöcke, davon {missing:,} zu berechnen, in „{folder}“.</translation>
    </message>
    <message>
      <source>Computing on the cluster {address} with {workers} workers.</source>
      <translation>Es wird auf dem Cluster {address} mit {workers} Workern gerechnet.</translation>
    </message>
    <message>
      <source>Computing with {workers} processes on this computer.</source>
      <translation>Es wird mit {workers} Prozessen auf diesem Computer gerechnet.</translation>
    </message>
    <message>
      <source>Block {name} failed and is tried again: {reason}</source>
      <translation>Block {name} ist fehlgeschlagen und wird noch einmal versucht: {reason}</translation>
    </message>
    <message>
      <source>Block {name} failed and has no data in the results: {reason}</source>
      <translation>Block {name} ist fehlgeschlagen und hat in den Ergebnissen keine Daten: {reason}</translation>
    </message>
    <message>
      <source>Block {name}: {text}</source>
      <translation>Block {name}: {text}</translation>
    </message>
    <message>
      <source>No chip in '{path}' has a usable label of the same name.</source>
      <translation>Kein Chip in „{path}“ hat ein Label gleichen Namens, das etwas aussagt.</translation>
    </message>
    <message>
      <source>Put the label images into a folder 'label' or 'labels' beside the folders of the two dates.</source>
      <translation>Die Labelbilder in den Ordner label (oder labels) neben den beiden Zeitpunkten legen.</translation>
    </message>
    <message>
      <source>None of the {count} chips can be used. The first: {reason}</source>
      <translation>Keiner der {count} Chips ist brauchbar. Der erste: {reason}</translation>
    </message>
    <message>
      <source>Correct the chips, or choose others.</source>
      <translation>Die Chips berichtigen oder andere wählen.</translation>
    </message>
    <message>
      <source>The image '{path}' cannot be read: {reason}</source>
      <translation>Das Bild „{path}“ lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
      <source>Copy or export it again.</source>
      <translation>Es erneut kopieren oder exportieren.</translation>
    </message>
    <message>
      <source>The images of the chip '{chip}' differ in size: {sizes}.</source>
      <translation>Die Bilder des Chips „{chip}“ sind verschieden groß: {sizes}.</translation>
    </message>
    <message>
      <source>Cut both dates and the label to the same pixels.</source>
      <translation>Beide Zeitpunkte und das Label auf dieselben Pixel zuschneiden.</translation>
    </message>
    <message>
      <source>The chip '{chip}' has {width} x {height} pixels, which is too large for a chip.</source>
      <translation>Der Chip „{chip}“ hat {width} x {height} Pixel, das ist zu groß für einen Chip.</translation>
    </message>
    <message>
      <source>Give it as BEFORE and AFTER with polygons as LABELS, or cut it with 'Export chips'.</source>
      <translation>Ihn als BEFORE und AFTER mit Polygonen als LABELS angeben oder mit „Chips exportieren“ zerschneiden.</translation>
    </message>
    <message>
      <source>Only one date of the chip '{chip}' is georeferenced.</source>
      <translation>Vom Chip „{chip}“ hat ein Zeitpunkt eine Georeferenz und der andere keine.</translation>
    </message>
    <message>
      <source>Georeference both dates, or neither.</source>
      <translation>Beiden Zeitpunkten eine Georeferenz geben oder keinem.</translation>
    </message>
    <message>
      <source>{value} m is not a valid pixel size.</source>
      <translation>{value} m ist keine Pixelgröße.</translation>
    </message>
    <message>
      <source>Give the ground sample distance of the chips in metres, or leave it empty.</source>
      <translation>Die Meter am Boden je Pixel der Chips angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>No input: give either chips, or two dates with labels.</source>
      <translation>Es gibt nichts, womit gearbeitet werden kann: weder Chips noch zwei Zeitpunkte mit Labels.</translation>
    </message>
    <message>
      <source>Give CHIPS, or BEFORE, AFTER and LABELS.</source>
      <translation>CHIPS oder BEFORE, AFTER und LABELS angeben.</translation>
    </message>
    <message>
      <source>Both chips and a pair of dates were given.</source>
      <translation>Es wurden Chips angegeben und auch ein Paar von Zeitpunkten.</translation>
    </message>
    <message>
      <source>Give one of the two and leave the other empty.</source>
      <translation>Eines davon angeben und das andere leer lassen.</translation>
    </message>
    <message>
      <source>'{value}' in the field '{field}' is not a class of the model.</source>
      <translation>„{value}“ im Feld „{field}“ ist keine der Klassen des Modells.</translation>
    </message>
    <message>
      <source>Use class values or names of the model ({known}), or leave CLASS_FIELD empty.</source>
      <translation>Zahlen oder Namen seiner Klassen ({known}) verwenden oder CLASS_FIELD leer lassen.</translation>
    </message>
    <message>
      <source>Shift and exchange of the dates are measured of models of two dates.</source>
      <translation>Verschiebung und Vertauschung der Zeitpunkte werden nur bei Modellen für zwei Zeitpunkte gemessen.</translation>
    </message>
    <message>
      <source>Choose gain, offset, blur or pixel size in ROBUSTNESS for a model of land cover.</source>
      <translation>Wählen Sie für ein Landbedeckungsmodell in ROBUSTNESS Verstärkung, Versatz, Unschärfe oder Pixelgröße.</translation>
    </message>
    <message>
      <source>A model of land cover is measured on images of one date.</source>
      <translation>Ein Landbedeckungsmodell wird an Bildern eines Zeitpunkts gemessen.</translation>
    </message>
    <message>
      <source>Leave AFTER empty and give an image in BEFORE with LABELS or CLASS_RASTER, or folders of images and masks.</source>
      <translation>Lassen Sie AFTER leer und geben Sie in BEFORE ein Bild mit LABELS oder CLASS_RASTER an, oder Ordner mit Bildern und Masken.</translation>
    </message>
    <message>
      <source>There is no pixel with data to compare the two models on.</source>
      <translation>Es gibt kein Pixel mit Daten, an dem die beiden Modelle verglichen werden können.</translation>
    </message>
    <message>
      <source>Check the images, their bands and the area, or choose others.</source>
      <translation>Prüfen Sie die Bilder, ihre Bänder und das Gebiet, oder wählen Sie andere.</translation>
    </message>
    <message>
      <source>No pixel has a label of a class of the model '{model}'.</source>
      <translation>Kein Pixel hat ein Label einer Klasse des Modells „{model}“.</translation>
    </message>
    <message>
      <source>Check the CRS and the classes of the labels, and the area.</source>
      <translation>Prüfen Sie das KBS und die Klassen der Labels sowie das Gebiet.</translation>
    </message>
    <message>
      <source>The classes of the masks are not those of the model '{model}'.</source>
      <translation>Die Klassen der Masken sind nicht die des Modells „{model}“.</translation>
    </message>
    <message>
      <source>Give masks with the values or names of {known}; a file classes.json beside the images names them.</source>
      <translation>Geben Sie Masken mit den Werten oder Namen von {known} an; eine Datei classes.json neben den Bildern benennt sie.</translation>
    </message>
    <message>
      <source>No class of '{layer}' has the name of a class of the model '{model}'.</source>
      <translation>Keine Klasse von „{layer}“ heißt wie eine Klasse des Modells „{model}“.</translation>
    </message>
    <message>
      <source>Give a class raster with the names {known}.</source>
      <translation>Geben Sie ein Klassenraster mit den Namen {known} an.</translation>
    </message>
    <message>
      <source>{value} is not a valid number of chips.</source>
      <translation>{value} ist keine Anzahl von Chips.</translation>
    </message>
    <message>
      <source>Give a whole number from {least} to {most}.</source>
      <translation>Eine ganze Zahl von {least} bis {most} angeben.</translation>
    </message>
    <message>
      <source>No imagery for the calibration of the 8-bit model.</source>
      <translation>Es gibt keine Bilder, mit denen sich das 8-Bit-Modell kalibrieren ließe.</translation>
    </message>
    <message>
      <source>Give CHIPS, or BEFORE and AFTER.</source>
      <translation>CHIPS oder BEFORE und AFTER angeben.</translation>
    </message>
    <message>
      <source>The model '{model}' is already an 8-bit model.</source>
      <translation>Das Modell „{model}“ ist schon ein 8-Bit-Modell.</translation>
    </message>
    <message>
      <source>Choose the model from which it was made.</source>
      <translation>Das Modell wählen, aus dem es gemacht wurde.</translation>
    </message>
    <message>
      <source>ONNX Runtime could not quantise '{model}': {reason}</source>
      <translation>ONNX Runtime konnte keine 8-Bit-Fassung von „{model}“ erstellen: {reason}</translation>
    </message>
    <message>
      <source>Export the model with opset 13 or newer and 32-bit weights, or use it unquantised.</source>
      <translation>Das Modell mit Operator Set 13 oder neuer und 32-Bit-Gewichten exportieren oder es verwenden, wie es ist.</translation>
    </message>
    <message>
      <source>{count:,} chips; values in their labels: {values}.</source>
      <translation>{count:,} Chips; Werte in ihren Labels: {values}.</translation>
    </message>
    <message>
      <source>Chip '{chip}' is left out. {reason}</source>
      <translation>Der Chip „{chip}“ wird ausgelassen. {reason}</translation>
    </message>
    <message>
      <source>{count:,} more chips are left out; the report lists them all.</source>
      <translation>{count:,} weitere Chips werden ausgelassen; der Bericht listet alle auf.</translation>
    </message>
    <message>
      <source>No polygon of '{layer}' lies within the compared area: only false alarms can be measured.</source>
      <translation>Kein Polygon von „{layer}“ liegt im verglichenen Gebiet: Nur Fehlalarme lassen sich messen.</translation>
    </message>
    <message>
      <source>Mean F1 {f1:.3f}, accuracy {accuracy:.3f} on {megapixels:.2f} labelled Mpx.</source>
      <translation>Mittleres F1 {f1:.3f}, Genauigkeit {accuracy:.3f} auf {megapixels:.2f} gelabelten Mpx.</translation>
    </message>
    <message>
      <source>F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}, AP {ap:.3f}, calibration error {ece:.3f}; {megapixels:,.2f} Mpx.</source>
      <translation>F1 {f1:.3f}, Precision {precision:.3f}, Recall {recall:.3f}, AP {ap:.3f}, Kalibrierungsfehler {ece:.3f}; {megapixels:,.2f} Millionen Pixel.</translation>
    </message>
    <message>
      <source>'{model}' was calibrated with {count} images.</source>
      <translation>„{model}“ wurde mit {count} Bildern kalibriert.</translation>
    </message>
    <message>
      <source>8-bit model: {megabytes:.2f} MB instead of {of:.2f} MB, {ratio:.2f} times the speed, F1 loss {loss:.4f}.</source>
      <translation>Die 8-Bit-Fassung hat {megabytes:.2f} MB statt {of:.2f} und die {ratio:.2f}-fache Geschwindigkeit; Verlust an F1: {loss:.4f}.</translation>
    </message>
    <message>
      <source>The 8-bit model is slower on this machine ({ratio:.2f} times the speed): its only advantage is its size.</source>
      <translation>Die 8-Bit-Fassung ist auf diesem Rechner langsamer ({ratio:.2f}-fache Geschwindigkeit): Sie lohnt sich nur wegen ihrer Größe.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' cannot be opened: {reason}</source>
      <translation>Das Raster des Layers „{layer}“ lässt sich nicht öffnen: {reason}</translation>
    </message>
    <message>
      <source>Check that the file is there and readable, or choose another layer.</source>
      <translation>Prüfen, ob die Datei vorhanden und lesbar ist, oder einen anderen Layer wählen.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' is damaged or truncated: {reason}</source>
      <translation>Das Raster des Layers „{layer}“ ist beschädigt oder abgeschnitten: {reason}</translation>
    </message>
    <message>
      <source>Copy or download the file again.</source>
      <translation>Die Datei erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
      <source>The file of layer '{layer}' was changed while it was read.</source>
      <translation>Die Datei des Layers „{layer}“ wurde geändert, während sie gelesen wurde.</translation>
    </message>
    <message>
      <source>Run again when nothing writes to the file.</source>
      <translation>Starten Sie erneut, wenn nichts mehr in die Datei schreibt.</translation>
    </message>
    <message>
      <source>The bands of layer '{layer}' contain complex numbers.</source>
      <translation>Die Bänder des Layers „{layer}“ enthalten komplexe Zahlen.</translation>
    </message>
    <message>
      <source>Use a raster of amplitudes or intensities.</source>
      <translation>Ein Raster von Amplituden oder Intensitäten verwenden.</translation>
    </message>
    <message>
      <source>Layer '{layer}' has no coordinate reference system.</source>
      <translation>Layer „{layer}“ hat kein Koordinatenbezugssystem.</translation>
    </message>
    <message>
      <source>Set the layer's CRS in its properties, or give the CRS to assume in ASSUMED_CRS.</source>
      <translation>Das KBS in den Eigenschaften des Layers setzen oder das anzunehmende KBS in ASSUMED_CRS angeben.</translation>
    </message>
    <message>
      <source>The coordinates of layer '{layer}' do not fit its coordinate reference system {crs}.</source>
      <translation>Die Koordinaten des Layers „{layer}“ passen nicht zu seinem Koordinatenbezugssystem {crs}.</translation>
    </message>
    <message>
      <source>Set the right CRS in the layer's properties.</source>
      <translation>In den Eigenschaften des Layers das richtige KBS setzen.</translation>
    </message>
    <message>
      <source>The coordinates of layer '{layer}' cannot be transformed from {crs} to {target}.</source>
      <translation>Die Koordinaten des Layers '{layer}' lassen sich nicht von {crs} nach {target} transformieren.</translation>
    </message>
    <message>
      <source>Set the right CRS in the properties of the layers.</source>
      <translation>Stellen Sie in den Eigenschaften der Layer das richtige KBS ein.</translation>
    </message>
    <message>
      <source>Layer '{layer}' has a rotated or degenerate georeference that cannot be used.</source>
      <translation>Layer „{layer}“ hat eine gedrehte oder entartete Georeferenz, die sich nicht verwenden lässt.</translation>
    </message>
    <message>
      <source>Warp the raster to a north-up grid first (Raster &gt; Projections &gt; Warp).</source>
      <translation>Das Raster zuerst auf ein genordetes Gitter bringen (Raster &gt; Projektionen &gt; Transformieren).</translation>
    </message>
    <message>
      <source>Layers '{before}' and '{after}' do not overlap.</source>
      <translation>Die Layer „{before}“ und „{after}“ überlappen sich nicht.</translation>
    </message>
    <message>
      <source>Choose two rasters of the same place, and check the CRS of each.</source>
      <translation>Zwei Raster desselben Ortes wählen und prüfen, ob das KBS beider stimmt.</translation>
    </message>
    <message>
      <source>The area lies outside the overlap of '{before}' and '{after}'.</source>
      <translation>Das Gebiet liegt außerhalb des Bodens, den „{before}“ und „{after}“ beide abdecken.</translation>
    </message>
    <message>
      <source>Choose an area that intersects both layers, and check its CRS.</source>
      <translation>Ein Gebiet wählen, das beide Layer berührt, und sein KBS prüfen.</translation>
    </message>
    <message>
      <source>The extent has no width or no height.</source>
      <translation>Die Ausdehnung hat keine Breite oder keine Höhe.</translation>
    </message>
    <message>
      <source>Draw a rectangle, or give it as xmin,xmax,ymin,ymax.</source>
      <translation>Ein Rechteck zeichnen oder es als xmin,xmax,ymin,ymax angeben.</translation>
    </message>
    <message>
      <source>The area '{layer}' has no polygons.</source>
      <translation>Das Gebiet „{layer}“ hat keine Polygone.</translation>
    </message>
    <message>
      <source>Use a polygon layer with at least one (selected) polygon.</source>
      <translation>Einen Polygonlayer mit mindestens einem (gewählten) Polygon verwenden.</translation>
    </message>
    <message>
      <source>The area '{layer}' has no coordinate reference system.</source>
      <translation>Das Gebiet „{layer}“ hat kein Koordinatenbezugssystem.</translation>
    </message>
    <message>
      <source>Set the CRS in the layer's properties, or add it to the extent ('0,1,0,1 [EPSG:4326]').</source>
      <translation>Das KBS in den Eigenschaften des Layers setzen oder an die Ausdehnung anfügen („0,1,0,1 [EPSG:4326]“).</translation>
    </message>
    <message>
      <source>The area '{layer}' is a point or line layer.</source>
      <translation>Das Gebiet „{layer}“ ist ein Punkt- oder Linienlayer.</translation>
    </message>
    <message>
      <source>Use a polygon layer, for example one made with Vector &gt; Geoprocessing Tools &gt; Buffer.</source>
      <translation>Einen Polygonlayer verwenden (Vektor &gt; Geoverarbeitungswerkzeuge &gt; Puffer macht einen).</translation>
    </message>
    <message>
      <source>The polygons of '{layer}' cannot be read.</source>
      <translation>Die Polygone von „{layer}“ lassen sich nicht lesen.</translation>
    </message>
    <message>
      <source>Check that the file is there and readable, or choose another polygon layer.</source>
      <translation>Prüfen, ob die Datei vorhanden und lesbar ist, oder einen anderen Polygonlayer wählen.</translation>
    </message>
    <message>
      <source>Both layers are unbounded, so an area of interest is needed.</source>
      <translation>Beide Layer sind unbegrenzt, daher ist nicht bekannt, wo gearbeitet werden soll.</translation>
    </message>
    <message>
      <source>Give an AREA or an EXTENT.</source>
      <translation>AREA oder EXTENT angeben.</translation>
    </message>
    <message>
      <source>The area has {width} x {height} pixels, more than the maximum of {limit}.</source>
      <translation>Das Gebiet braucht {width} x {height} Pixel, mehr als die {limit}, die möglich sind.</translation>
    </message>
    <message>
      <source>Choose a smaller area or a coarser RESOLUTION.</source>
      <translation>Ein kleineres Gebiet oder eine gröbere RESOLUTION wählen.</translation>
    </message>
    <message>
      <source>{count} bands of layer '{layer}' were chosen, but the model needs {wanted}: {names}.</source>
      <translation>Von Layer „{layer}“ wurden {count} Bänder gewählt, das Modell will aber {wanted}: {names}.</translation>
    </message>
    <message>
      <source>List exactly {wanted} band numbers, such as '3,2,1'.</source>
      <translation>Genau {wanted} Bandnummern angeben, etwa „3,2,1“.</translation>
    </message>
    <message>
      <source>{before} bands of the earlier date were chosen, but {after} of the later date.</source>
      <translation>Vom früheren Zeitpunkt wurden {before} Kanäle gewählt, vom späteren aber {after}.</translation>
    </message>
    <message>
      <source>List the same number of bands for both dates, in the same order.</source>
      <translation>Nennen Sie von beiden Zeitpunkten gleich viele Kanäle, in derselben Reihenfolge.</translation>
    </message>
    <message>
      <source>Layer '{layer}' has no band {band}; it has {count}.</source>
      <translation>Layer „{layer}“ hat kein Band {band}; er hat {count}.</translation>
    </message>
    <message>
      <source>List band numbers between 1 and {count}.</source>
      <translation>Bandnummern zwischen 1 und {count} angeben.</translation>
    </message>
    <message>
      <source>'{text}' is not a list of band numbers.</source>
      <translation>„{text}“ ist keine Liste von Bandnummern.</translation>
    </message>
    <message>
      <source>Write band numbers separated by commas, such as '3,2,1'.</source>
      <translation>Bandnummern durch Kommas getrennt schreiben, etwa „3,2,1“.</translation>
    </message>
    <message>
      <source>Cannot determine which bands of layer '{layer}' are {names}. Available bands: {bands}.</source>
      <translation>Es ist nicht bekannt, welche Bänder des Layers „{layer}“ {names} sind. Seine Bänder: {bands}.</translation>
    </message>
    <message>
      <source>List the band numbers in {option}, in the order {names}, such as '3,2,1'.</source>
      <translation>In {option} angeben, welche es sind, in der Reihenfolge {names}, etwa „3,2,1“.</translation>
    </message>
    <message>
      <source>It is not known which bands of '{before}' and '{after}' correspond. The bands of '{before}': {before_bands}. The bands of '{after}': {after_bands}.</source>
      <translation>Es ist unbekannt, welche Kanäle von '{before}' und '{after}' einander entsprechen. Kanäle von '{before}': {before_bands}. Kanäle von '{after}': {after_bands}.</translation>
    </message>
    <message>
      <source>Name the bands in the files, or list those to compare, in the same order, in BEFORE_BANDS and AFTER_BANDS.</source>
      <translation>Benennen Sie die Kanäle in den Dateien, oder nennen Sie die zu vergleichenden in derselben Reihenfolge in BEFORE_BANDS und AFTER_BANDS.</translation>
    </message>
    <message>
      <source>The pair has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.</source>
      <translation>Das Paar hat eine Bodenauflösung von {pair} m, das Modell „{model}“ arbeitet aber mit {minimum} bis {maximum} m.</translation>
    </message>
    <message>
      <source>Use imagery of finer resolution or another model, or set RESOLUTION to run anyway.</source>
      <translation>Feinere Bilder oder ein anderes Modell verwenden, oder RESOLUTION setzen, um es trotzdem auszuführen.</translation>
    </message>
    <message>
      <source>{value} is not a resolution.</source>
      <translation>{value} ist keine Auflösung.</translation>
    </message>
    <message>
      <source>Give a positive number of map units, or leave it empty.</source>
      <translation>Eine positive Zahl von Karteneinheiten angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' could not be read: {reason}</source>
      <translation>Von Layer „{layer}“ ließ sich nichts lesen: {reason}</translation>
    </message>
    <message>
      <source>Check the connection and the layer's settings, then run again.</source>
      <translation>Die Verbindung und die Einstellungen des Layers prüfen, dann erneut ausführen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' stopped answering after {read} of {tiles} tiles: {reason}</source>
      <translation>Layer „{layer}“ antwortet nach {read} von {tiles} Kacheln nicht mehr: {reason}</translation>
    </message>
    <message>
      <source>Check the connection and run again; tiles in QGIS's cache are not downloaded again.</source>
      <translation>Die Verbindung prüfen und erneut ausführen; was QGIS im Zwischenspeicher hat, wird nicht noch einmal geholt.</translation>
    </message>
    <message>
      <source>The area lies outside the extent of layer '{layer}'.</source>
      <translation>Das Gebiet liegt außerhalb des Bodens, den Layer „{layer}“ abdeckt.</translation>
    </message>
    <message>
      <source>Choose an area that intersects the layer, and check its CRS.</source>
      <translation>Ein Gebiet wählen, das den Layer berührt, und sein KBS prüfen.</translation>
    </message>
    <message>
      <source>'{layer}' is not a readable raster layer.</source>
      <translation>„{layer}“ ist kein lesbarer Rasterlayer.</translation>
    </message>
    <message>
      <source>Choose a raster layer or a raster file.</source>
      <translation>Einen Rasterlayer oder eine Rasterdatei wählen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' is a rendered web map: it has colours, but no classes or probabilities.</source>
      <translation>Der Layer „{layer}“ ist eine Karte aus Bildern: Er hat Farben, aber keine Klassen oder Wahrscheinlichkeiten.</translation>
    </message>
    <message>
      <source>Choose the raster from which the map was rendered.</source>
      <translation>Das Raster selbst wählen, aus dem eine solche Karte gezeichnet wird.</translation>
    </message>
    <message>
      <source>Layer '{layer}' cannot be read outside QGIS: {reason}</source>
      <translation>Der Layer „{layer}“ lässt sich außerhalb von QGIS nicht lesen: {reason}</translation>
    </message>
    <message>
      <source>Save it as a GeoTIFF first (Export &gt; Save As), as raw data.</source>
      <translation>Ihn zuerst als GeoTIFF speichern (Export &gt; Speichern als), als Rohdaten.</translation>
    </message>
    <message>
      <source>Set the layer's CRS in its properties.</source>
      <translation>In den Eigenschaften des Layers sein KBS setzen.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (as chosen), {dtype}.</source>
      <translation>{parameter} „{layer}“: Bänder {bands} (wie gewählt), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by wavelength), {dtype}.</source>
      <translation>{parameter} „{layer}“: Bänder {bands} (nach der Wellenlänge), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by colour interpretation), {dtype}.</source>
      <translation>{parameter} „{layer}“: Bänder {bands} (nach der Farbinterpretation), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by position), {dtype}.</source>
      <translation>{parameter} „{layer}“: Bänder {bands} (nach der Reihenfolge), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by name), {dtype}.</source>
      <translation>{parameter} '{layer}': Kanäle {bands} (nach Namen), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by the product's metadata), {dtype}.</source>
      <translation>{parameter} '{layer}': Kanäle {bands} (nach den Metadaten des Produkts), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} (by the order of its sensor), {dtype}.</source>
      <translation>{parameter} '{layer}': Kanäle {bands} (nach der Reihenfolge des Sensors), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}' does not report which of its bands are which: {bands} was assumed. Name the bands of the layer's file, or list them in {option}.</source>
      <translation>{parameter} '{layer}' gibt nicht an, welcher Kanal welcher ist: angenommen wurde {bands}. Benennen Sie die Kanäle der Datei, oder nennen Sie sie in {option}.</translation>
    </message>
    <message>
      <source>Bands that only one of the dates has are not compared: {bands}.</source>
      <translation>Kanäle, die nur einer der Zeitpunkte hat, werden nicht verglichen: {bands}.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': band {band} is declared alpha (transparency), but its values are no mask: used as a band.</source>
      <translation>{parameter} '{layer}': Kanal {band} ist als Alpha (Transparenz) deklariert, seine Werte sind aber keine Maske: er wird als Kanal verwendet.</translation>
    </message>
    <message>
      <source>How {parameter} '{layer}' was read: bands {bands}, found {found}; type {dtype}; scale {scale}; nodata {nodata}; CRS {crs}; datum transformation {shift}; resampling {resampling}.</source>
      <translation>Wie {parameter} '{layer}' gelesen wurde: Kanäle {bands}, gefunden {found}; Typ {dtype}; Skalierung {scale}; Nodata {nodata}; KBS {crs}; Datumstransformation {shift}; Umrechnung {resampling}.</translation>
    </message>
    <message>
      <source>{parameter}: read without resampling.</source>
      <translation>{parameter}: wird gelesen, wie es ist.</translation>
    </message>
    <message>
      <source>{parameter}: resampled onto the grid.</source>
      <translation>{parameter}: wird auf das Gitter umgerechnet.</translation>
    </message>
    <message>
      <source>{parameter} declares no nodata value; the value {value:g} of the other date is used.</source>
      <translation>{parameter} nennt keinen Wert für fehlende Daten; der des anderen Zeitpunkts, {value:g}, wird verwendet.</translation>
    </message>
    <message>
      <source>{parameter} declares no nodata value, and a corner is black: 0 in all bands is taken as no data. If it is not, set another nodata value in the layer's properties.</source>
      <translation>{parameter} gibt keinen Nodata-Wert an, und eine Ecke ist schwarz: 0 in allen Kanälen gilt als keine Daten. Wenn das nicht stimmt, stellen Sie in den Eigenschaften des Layers einen anderen Nodata-Wert ein.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}' has the same value in all pixels: there is nothing to compare. Choose another image.</source>
      <translation>{parameter} „{layer}“ hat in allen Pixeln denselben Wert: Es gibt nichts zu vergleichen. Wählen Sie ein anderes Bild.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': {percent:.0f} % of the pixels are black, and not declared as nodata: change may be marked there. Set the nodata value in the layer's properties, or leave that ground out with EXCLUDE.</source>
      <translation>{parameter} „{layer}“: {percent:.0f} % der Pixel sind schwarz und nicht als Nodata angegeben: Dort kann Veränderung markiert werden. Stellen Sie den Nodata-Wert in den Eigenschaften des Layers ein, oder lassen Sie diese Fläche mit EXCLUDE aus.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': {percent:.0f} % of the pixels are white (clouds, or no imagery): change may be marked there. Set the nodata value in the layer's properties, or leave that ground out with EXCLUDE.</source>
      <translation>{parameter} „{layer}“: {percent:.0f} % der Pixel sind weiß (Wolken, oder kein Bild): Dort kann Veränderung markiert werden. Stellen Sie den Nodata-Wert in den Eigenschaften des Layers ein, oder lassen Sie diese Fläche mit EXCLUDE aus.</translation>
    </message>
    <message>
      <source>{parameter} declares a scale ({scale}), {other} does not: their values may have different units. Declare it in the file that lacks it.</source>
      <translation>{parameter} deklariert eine Skalierung ({scale}), {other} nicht: ihre Werte haben vielleicht verschiedene Einheiten. Deklarieren Sie sie in der Datei, der sie fehlt.</translation>
    </message>
    <message>
      <source>Ground sample distance: before {before:.3g} m, after {after:.3g} m, processing {chosen:.3g} m (model: {minimum:g} to {maximum:g} m).</source>
      <translation>Bodenauflösung: vorher {before:.3g} m, nachher {after:.3g} m, gearbeitet wird mit {chosen:.3g} m (Modell: {minimum:g} bis {maximum:g} m).</translation>
    </message>
    <message>
      <source>Ground sample distance: before {before:.3g} m, after {after:.3g} m, processing {chosen:.3g} m.</source>
      <translation>Bodenauflösung: vorher {before:.3g} m, nachher {after:.3g} m, gearbeitet wird mit {chosen:.3g} m.</translation>
    </message>
    <message>
      <source>The ground sample distance {chosen:.3g} m is outside the range of the model '{model}' ({minimum:g} to {maximum:g} m): expect poor results.</source>
      <translation>Die Bodenauflösung {chosen:.3g} m liegt außerhalb der {minimum:g} bis {maximum:g} m, für die das Modell „{model}“ gemacht ist: Es sind schlechte Ergebnisse zu erwarten.</translation>
    </message>
    <message>
      <source>The imagery has pixels of {imagery:.3g} m, coarser than the {maximum:g} m that the model supports: it is enlarged to {chosen:.3g} m. Expect missed changes.</source>
      <translation>Die Bilder haben Pixel von {imagery:.3g} m, gröber als die {maximum:g} m, die das Modell unterstützt: Sie werden auf {chosen:.3g} m vergrößert. Rechnen Sie mit übersehenen Veränderungen.</translation>
    </message>
    <message>
      <source>The dates are displaced by about {pixels:.0f} pixels ({length:.2g} m): expect false change along outlines. Move one onto the other with the tool Co-register first.</source>
      <translation>Die Zeitpunkte sind um etwa {pixels:.0f} Pixel ({length:.2g} m) gegeneinander verschoben: Rechnen Sie mit falscher Veränderung entlang von Umrissen. Richten Sie zuerst einen am anderen aus, mit dem Werkzeug „Koregistrieren“.</translation>
    </message>
    <message>
      <source>{parameter}: datum transformed by '{name}', accurate to {accuracy} m.</source>
      <translation>{parameter}: Datum transformiert mit '{name}', Genauigkeit {accuracy} m.</translation>
    </message>
    <message>
      <source>{parameter} may be placed up to {accuracy} m off: the grid {grids} of the best datum transformation ({better} m) is missing. Install it in QGIS, or allow PROJ to use the network.</source>
      <translation>{parameter} kann bis zu {accuracy} m versetzt liegen: das Gitter {grids} der besten Datumstransformation ({better} m) fehlt. Installieren Sie es in QGIS, oder erlauben Sie PROJ den Netzzugriff.</translation>
    </message>
    <message>
      <source>Pixels of {width:.3g} x {height:.3g} m on the ground are not square: the images are resampled to pixels of {side:.3g} x {side:.3g} m ({xres:.6g} x {yres:.6g} map units), and so are the results.</source>
      <translation>Pixel von {width:.3g} x {height:.3g} m am Boden sind nicht quadratisch: die Bilder werden auf Pixel von {side:.3g} x {side:.3g} m ({xres:.6g} x {yres:.6g} Karteneinheiten) umgerechnet, die Ergebnisse ebenso.</translation>
    </message>
    <message>
      <source>Grid: {width} x {height} pixels of {gsd:.3g} m, {crs}.</source>
      <translation>Gitter: {width} x {height} Pixel zu {gsd:.3g} m, {crs}.</translation>
    </message>
    <message>
      <source>{parameter}: mean ± standard deviation of each band over the overlap: {values}.</source>
      <translation>{parameter}: Mittelwert und Abweichung der Bänder im Überlappungsbereich: {values}.</translation>
    </message>
    <message>
      <source>{parameter}: the model stretches each band; its range is {values}.</source>
      <translation>{parameter}: Das Modell streckt jeden Kanal; sein Wertebereich ist {values}.</translation>
    </message>
    <message>
      <source>{parameter} is {dtype}, but the model expects 8-bit imagery: the values are stretched.</source>
      <translation>{parameter} ist {dtype}, das Modell ist für 8-Bit-Bilder gemacht: Die Werte werden gestreckt.</translation>
    </message>
    <message>
      <source>Tiles: {predicted} predicted, {outside} outside the area or overlap, {empty} without valid pixels.</source>
      <translation>Kacheln: {predicted} vorhergesagt, {outside} außerhalb von Gebiet oder Überlappung, {empty} ohne Daten.</translation>
    </message>
    <message>
      <source>as chosen</source>
      <translation>wie gewählt</translation>
    </message>
    <message>
      <source>by wavelength</source>
      <translation>nach Wellenlänge</translation>
    </message>
    <message>
      <source>by name</source>
      <translation>nach Namen</translation>
    </message>
    <message>
      <source>by metadata</source>
      <translation>nach Metadaten</translation>
    </message>
    <message>
      <source>by colour</source>
      <translation>nach Farbzuordnung</translation>
    </message>
    <message>
      <source>by sensor</source>
      <translation>nach der Reihenfolge des Sensors</translation>
    </message>
    <message>
      <source>by order</source>
      <translation>nach der Reihenfolge</translation>
    </message>
    <message>
      <source>by table</source>
      <translation>nach der Tabelle</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keines</translation>
    </message>
    <message>
      <source>mean of whole pixels</source>
      <translation>Mittel ganzer Pixel</translation>
    </message>
    <message>
      <source>average</source>
      <translation>Mittelwert</translation>
    </message>
    <message>
      <source>bilinear</source>
      <translation>bilinear</translation>
    </message>
    <message>
      <source>cubic</source>
      <translation>kubisch</translation>
    </message>
    <message>
      <source>nearest</source>
      <translation>nächster Nachbar</translation>
    </message>
    <message>
      <source>The image has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.</source>
      <translation>Das Bild hat eine Bodenauflösung von {pair} m, das Modell '{model}' arbeitet aber bei {minimum} bis {maximum} m.</translation>
    </message>
    <message>
      <source>The layer is unbounded, so an area of interest is needed.</source>
      <translation>Der Layer ist unbegrenzt, daher wird ein Interessengebiet benötigt.</translation>
    </message>
    <message>
      <source>No model was chosen.</source>
      <translation>Es wurde kein Modell gewählt.</translation>
    </message>
    <message>
      <source>Choose a land-cover model, or the path of the ONNX file of a segmentation network.</source>
      <translation>Wählen Sie ein Landbedeckungsmodell oder den Pfad der ONNX-Datei eines Segmentierungsnetzes.</translation>
    </message>
    <message>
      <source>Layer '{layer}' is an image, not a map of classes, and no model was chosen to classify it.</source>
      <translation>Layer „{layer}“ ist ein Bild, keine Klassenkarte, und es wurde kein Modell gewählt, das es klassifiziert.</translation>
    </message>
    <message>
      <source>Choose a land-cover model, such as landcover-aerial, or a map of classes in place of the image.</source>
      <translation>Wählen Sie ein Modell für Landbedeckung, etwa landcover-aerial, oder statt des Bildes eine Klassenkarte.</translation>
    </message>
    <message>
      <source>'{text}' is not a class.</source>
      <translation>'{text}' ist keine Klasse.</translation>
    </message>
    <message>
      <source>Write values and names, such as '1=water, 2=wood', or give a CSV file with the columns value and name.</source>
      <translation>Schreiben Sie Werte und Namen, etwa '1=Wasser, 2=Wald', oder geben Sie eine CSV-Datei mit den Spalten value und name an.</translation>
    </message>
    <message>
      <source>The value {value} of a class is above {limit}.</source>
      <translation>Der Klassenwert {value} liegt über {limit}.</translation>
    </message>
    <message>
      <source>Use maps of classes with smaller values.</source>
      <translation>Verwenden Sie Klassenkarten mit kleineren Werten.</translation>
    </message>
    <message>
      <source>The value {value} has two names.</source>
      <translation>Der Wert {value} hat zwei Namen.</translation>
    </message>
    <message>
      <source>List each value once.</source>
      <translation>Führen Sie jeden Wert einmal auf.</translation>
    </message>
    <message>
      <source>The table '{path}' cannot be read.</source>
      <translation>Die Tabelle '{path}' kann nicht gelesen werden.</translation>
    </message>
    <message>
      <source>Give a CSV file in UTF-8, or write the entries as text.</source>
      <translation>Geben Sie eine CSV-Datei in UTF-8 an, oder schreiben Sie die Einträge als Text.</translation>
    </message>
    <message>
      <source>'{text}' does not name two classes.</source>
      <translation>'{text}' nennt nicht zwei Klassen.</translation>
    </message>
    <message>
      <source>Write a class and what it is compared as, such as 'wood=vegetation, field=vegetation', or give a CSV file.</source>
      <translation>Schreiben Sie eine Klasse und als was sie verglichen wird, etwa 'Wald=Vegetation, Acker=Vegetation', oder geben Sie eine CSV-Datei an.</translation>
    </message>
    <message>
      <source>The class '{name}' is to be compared as two classes.</source>
      <translation>Die Klasse '{name}' soll als zwei Klassen verglichen werden.</translation>
    </message>
    <message>
      <source>List each class once.</source>
      <translation>Führen Sie jede Klasse einmal auf.</translation>
    </message>
    <message>
      <source>Neither date has a class '{name}'.</source>
      <translation>Keiner der Zeitpunkte hat eine Klasse '{name}'.</translation>
    </message>
    <message>
      <source>Use the names {known}.</source>
      <translation>Verwenden Sie die Namen {known}.</translation>
    </message>
    <message>
      <source>'{text}' is not a transition.</source>
      <translation>'{text}' ist kein Übergang.</translation>
    </message>
    <message>
      <source>Write transitions as 'vegetation&gt;building, *&gt;water', or leave it empty for all.</source>
      <translation>Schreiben Sie Übergänge als 'Vegetation&gt;Gebäude, *&gt;Wasser', oder lassen Sie das Feld für alle leer.</translation>
    </message>
    <message>
      <source>There is no class '{name}'.</source>
      <translation>Es gibt keine Klasse '{name}'.</translation>
    </message>
    <message>
      <source>Use the names {known}, or * for every class.</source>
      <translation>Verwenden Sie die Namen {known} oder * für jede Klasse.</translation>
    </message>
    <message>
      <source>The bands of '{layer}' are no probabilities of classes: they sum to {value} at most pixels, not to 1.</source>
      <translation>Die Bänder von '{layer}' sind keine Klassenwahrscheinlichkeiten: Bei den meisten Pixeln ist ihre Summe {value} statt 1.</translation>
    </message>
    <message>
      <source>Use a raster with a band for each class, as 'Classify land cover' writes it, or choose a MODEL for an image.</source>
      <translation>Verwenden Sie ein Raster mit einem Band je Klasse, wie es „Landbedeckung klassifizieren“ schreibt, oder wählen Sie für ein Bild ein MODEL.</translation>
    </message>
    <message>
      <source>The two maps have {count} different classes, more than the maximum of {limit}.</source>
      <translation>Die beiden Karten haben {count} verschiedene Klassen, mehr als das Maximum von {limit}.</translation>
    </message>
    <message>
      <source>Use maps of classes, not of continuous values, or combine classes with MAPPING.</source>
      <translation>Verwenden Sie Karten von Klassen, nicht von stetigen Werten, oder fassen Sie Klassen mit MAPPING zusammen.</translation>
    </message>
    <message>
      <source>The confidence {value} is outside 0 to 1.</source>
      <translation>Die Konfidenz {value} liegt außerhalb von 0 bis 1.</translation>
    </message>
    <message>
      <source>Give a number from 0 to below 1; 0 disables it.</source>
      <translation>Geben Sie eine Zahl von 0 bis unter 1 an; 0 schaltet sie aus.</translation>
    </message>
    <message>
      <source>The tolerance {value} is not a whole number from 0 to {most}.</source>
      <translation>Die Toleranz {value} ist keine ganze Zahl von 0 bis {most}.</translation>
    </message>
    <message>
      <source>Give a number of pixels, such as 2; 0 disables it.</source>
      <translation>Geben Sie eine Anzahl von Pixeln an, etwa 2; 0 schaltet sie aus.</translation>
    </message>
    <message>
      <source>Give two dates or more; for one date use 'Classify land cover'.</source>
      <translation>Geben Sie zwei Zeitpunkte oder mehr an; für einen Zeitpunkt verwenden Sie „Landbedeckung klassifizieren“.</translation>
    </message>
    <message>
      <source>The table '{path}' cannot be read: {reason}</source>
      <translation>Die Tabelle '{path}' kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
      <source>Choose a CSV file in UTF-8 with the columns 'file' and 'date'.</source>
      <translation>Wählen Sie eine CSV-Datei in UTF-8 mit den Spalten „file“ und „date“.</translation>
    </message>
    <message>
      <source>The table '{path}' has no column for the images. Its columns: {known}.</source>
      <translation>Die Tabelle „{path}“ hat keine Spalte für die Bilder. Ihre Spalten: {known}.</translation>
    </message>
    <message>
      <source>Add a column 'file' with the path of each image, and a column 'date'.</source>
      <translation>Fügen Sie eine Spalte „file“ mit dem Pfad jedes Bildes und eine Spalte „date“ hinzu.</translation>
    </message>
    <message>
      <source>The table '{path}' states no date for the image '{file}'.</source>
      <translation>Die Tabelle „{path}“ nennt für das Bild „{file}“ kein Datum.</translation>
    </message>
    <message>
      <source>Fill the column 'date' in all rows, or leave it out.</source>
      <translation>Füllen Sie die Spalte „date“ in allen Zeilen aus, oder lassen Sie sie weg.</translation>
    </message>
    <message>
      <source>The images of the series are given twice.</source>
      <translation>Die Bilder der Reihe sind doppelt angegeben.</translation>
    </message>
    <message>
      <source>Choose either images or a table of images.</source>
      <translation>Wählen Sie entweder Bilder oder eine Tabelle von Bildern.</translation>
    </message>
    <message>
      <source>The context {value} is not a whole number from 0 to {most}.</source>
      <translation>Der Kontext {value} ist keine ganze Zahl von 0 bis {most}.</translation>
    </message>
    <message>
      <source>The stability {value} is not a number from {least:g} to {most:g}.</source>
      <translation>Die Stabilität {value} ist keine Zahl von {least:g} bis {most:g}.</translation>
    </message>
    <message>
      <source>Give a number, such as 1.5; the higher, the fewer changes.</source>
      <translation>Geben Sie eine Zahl an, etwa 1,5; je höher, desto weniger Veränderungen.</translation>
    </message>
    <message>
      <source>Ground sample distance: image {image:.3g} m, processing {chosen:.3g} m (model: {minimum:g} to {maximum:g} m).</source>
      <translation>Bodenauflösung: Bild {image:.3g} m, Bearbeitung {chosen:.3g} m (Modell: {minimum:g} bis {maximum:g} m).</translation>
    </message>
    <message>
      <source>{count} classes are compared: {names}.</source>
      <translation>{count} Klassen werden verglichen: {names}.</translation>
    </message>
    <message>
      <source>{parameter} does not name its classes: those of {other} are assumed for the same values.</source>
      <translation>{parameter} nennt seine Klassen nicht: für gleiche Werte werden die von {other} angenommen.</translation>
    </message>
    <message>
      <source>No class of BEFORE ({before}) has the name of a class of AFTER ({after}), so that all ground counts as changed. Give both dates the same names with CLASSES, or combine classes with MAPPING.</source>
      <translation>Keine Klasse von BEFORE ({before}) heißt wie eine Klasse von AFTER ({after}), sodass die ganze Fläche als verändert gilt. Geben Sie beiden Zeitpunkten mit CLASSES dieselben Namen oder fassen Sie Klassen mit MAPPING zusammen.</translation>
    </message>
    <message>
      <source>{parameter}: the values {values} have the same name '{name}' and are compared as one class.</source>
      <translation>{parameter}: Die Werte {values} haben denselben Namen '{name}' und werden als eine Klasse verglichen.</translation>
    </message>
    <message>
      <source>Both dates are maps of classes, which have no confidence: MIN_CONFIDENCE is ignored.</source>
      <translation>Beide Zeitpunkte sind Klassenkarten, die keine Konfidenz haben: MIN_CONFIDENCE wird nicht beachtet.</translation>
    </message>
    <message>
      <source>{date}: {layer}</source>
      <translation>{date}: {layer}</translation>
    </message>
    <message>
      <source>Shares of the classes matched by factors of their probabilities: before {before}; after {after}.</source>
      <translation>Anteile der Klassen durch Faktoren ihrer Wahrscheinlichkeiten angeglichen: vorher {before}; nachher {after}.</translation>
    </message>
    <message>
      <source>Prior of the transitions, estimated from {pixels:,} pixels in {iterations} iterations: {unchanged:.1%} unchanged.</source>
      <translation>A-priori-Verteilung der Übergänge, geschätzt aus {pixels:,} Pixeln in {iterations} Iterationen: {unchanged:.1%} unverändert.</translation>
    </message>
    <message>
      <source>No pixel of the area is valid in both '{before}' and '{after}', so nothing was compared.</source>
      <translation>Kein Pixel des Gebiets ist sowohl in '{before}' als auch in '{after}' gültig, daher wurde nichts verglichen.</translation>
    </message>
    <message>
      <source>{before} → {after}: {area:,.1f} m².</source>
      <translation>{before} → {after}: {area:,.1f} m².</translation>
    </message>
    <message>
      <source>Changed: {area:,.1f} m² ({share:.2%} of {compared:,.1f} m² compared) in {seconds:.1f} s.</source>
      <translation>Geändert: {area:,.1f} m² ({share:.2%} von {compared:,.1f} m² verglichener Fläche) in {seconds:.1f} s.</translation>
    </message>
    <message>
      <source>No pixel of the area is valid, so nothing was classified.</source>
      <translation>Kein Pixel des Gebiets ist gültig, daher wurde nichts klassifiziert.</translation>
    </message>
    <message>
      <source>{name}: {area:,.1f} m² ({share:.1%}).</source>
      <translation>{name}: {area:,.1f} m² ({share:.1%}).</translation>
    </message>
    <message>
      <source>{megapixels:,.2f} Mpx were classified in {seconds:.1f} s ({speed:.2f} Mpx/s).</source>
      <translation>{megapixels:,.2f} Mpx wurden in {seconds:.1f} s klassifiziert ({speed:.2f} Mpx/s).</translation>
    </message>
    <message>
      <source>There is no model '{model}'.</source>
      <translation>Es gibt kein Modell „{model}“.</translation>
    </message>
    <message>
      <source>Choose one of {known}, or the path of an ONNX file.</source>
      <translation>Eines von {known} oder den Pfad einer ONNX-Datei wählen.</translation>
    </message>
    <message>
      <source>The file '{model}' is not an ONNX model: {reason}</source>
      <translation>Die Datei „{model}“ ist kein ONNX-Modell: {reason}</translation>
    </message>
    <message>
      <source>Choose an ONNX file, or export the model again.</source>
      <translation>Eine ONNX-Datei wählen oder das Modell erneut exportieren.</translation>
    </message>
    <message>
      <source>The model '{model}' has no Groundshift specification.</source>
      <translation>Das Modell „{model}“ sagt nicht, wie es zu verwenden ist.</translation>
    </message>
    <message>
      <source>Import it with 'Import model' and give its specification.</source>
      <translation>Mit dem Werkzeug „Modell importieren“ importieren, das nach der Spezifikation fragt.</translation>
    </message>
    <message>
      <source>There is no file '{path}'.</source>
      <translation>Es gibt keine Datei „{path}“.</translation>
    </message>
    <message>
      <source>Choose an ONNX file.</source>
      <translation>Eine ONNX-Datei wählen.</translation>
    </message>
    <message>
      <source>The file '{model}' has no Groundshift specification.</source>
      <translation>Die Datei „{model}“ sagt nicht, wie sie zu verwenden ist.</translation>
    </message>
    <message>
      <source>Give its specification, as a JSON file or JSON text (see models/SPEC.md).</source>
      <translation>Die Spezifikation als JSON-Datei oder JSON-Text angeben (siehe models/SPEC.md).</translation>
    </message>
    <message>
      <source>The specification of the model '{model}' is not valid: {reason}</source>
      <translation>Die Spezifikation des Modells „{model}“ ist nicht gültig: {reason}</translation>
    </message>
    <message>
      <source>Correct the specification (see models/SPEC.md) and import the model again.</source>
      <translation>Die Spezifikation berichtigen (siehe models/SPEC.md) und das Modell erneut importieren.</translation>
    </message>
    <message>
      <source>The model '{model}' has {found} inputs, but its layout {layout} needs {wanted}.</source>
      <translation>Das Modell „{model}“ hat {found} Eingänge, seine Anordnung {layout} braucht aber {wanted}.</translation>
    </message>
    <message>
      <source>Correct the layout in the specification, or export the model with matching inputs.</source>
      <translation>Die Anordnung (layout) in der Spezifikation berichtigen oder das Modell mit den richtigen Eingängen exportieren.</translation>
    </message>
    <message>
      <source>The model '{model}' takes {found} channels, but its specification states {wanted}.</source>
      <translation>Das Modell „{model}“ nimmt {found} Kanäle, seine Spezifikation sagt aber {wanted}.</translation>
    </message>
    <message>
      <source>Correct the bands or the layout in the specification.</source>
      <translation>In der Spezifikation bands oder layout berichtigen.</translation>
    </message>
    <message>
      <source>The installed ONNX Runtime {version} cannot run the model '{model}': {reason}</source>
      <translation>Die installierte ONNX Runtime {version} kann das Modell „{model}“ nicht ausführen: {reason}</translation>
    </message>
    <message>
      <source>Update the runtime with 'Install runtime', or export the model with an older opset.</source>
      <translation>Die Laufzeitumgebung aktualisieren (Werkzeug „Laufzeitumgebung installieren“) oder das Modell mit einem älteren Opset exportieren.</translation>
    </message>
    <message>
      <source>The model '{model}' stores weights outside its folder: {location}</source>
      <translation>Das Modell „{model}“ hat Gewichte außerhalb seines Ordners: {location}</translation>
    </message>
    <message>
      <source>Export the model as a single file, or put its weights in its own folder.</source>
      <translation>Das Modell als eine Datei exportieren oder seine Gewichte in seinen Ordner legen.</translation>
    </message>
    <message>
      <source>The model '{model}' returned an output of shape {found}; expected {wanted}.</source>
      <translation>Das Modell „{model}“ lieferte eine Ausgabe der Form {found}, nötig ist {wanted}.</translation>
    </message>
    <message>
      <source>Correct the stride, classes or output in the specification.</source>
      <translation>In der Spezifikation stride, classes oder output berichtigen.</translation>
    </message>
    <message>
      <source>The model '{model}' takes {found} dates, but its specification has {wanted}.</source>
      <translation>Das Modell '{model}' nimmt {found} Zeitpunkte, seine Spezifikation nennt aber {wanted}.</translation>
    </message>
    <message>
      <source>Correct the number of dates in the specification.</source>
      <translation>Berichtigen Sie die Zahl der Zeitpunkte in der Spezifikation.</translation>
    </message>
    <message>
      <source>The model '{model}' takes {found} conditions, but its specification has {wanted}.</source>
      <translation>Das Modell '{model}' nimmt {found} Aufnahmebedingungen, seine Spezifikation nennt aber {wanted}.</translation>
    </message>
    <message>
      <source>Correct the conditions in the specification: a row for each date, then one for the predicted date.</source>
      <translation>Berichtigen Sie die Bedingungen in der Spezifikation: eine Zeile je Zeitpunkt, dann eine für den vorhergesagten.</translation>
    </message>
    <message>
      <source>The model '{model}' needs {wanted} conditions, but {found} are given.</source>
      <translation>Das Modell '{model}' braucht {wanted} Aufnahmebedingungen, angegeben sind {found}.</translation>
    </message>
    <message>
      <source>Give a row of conditions for each date, then one for the predicted date.</source>
      <translation>Geben Sie eine Zeile Bedingungen je Zeitpunkt an, dann eine für den vorhergesagten.</translation>
    </message>
    <message>
      <source>The model '{model}' needs {wanted} dates, but {found} are given.</source>
      <translation>Das Modell '{model}' braucht {wanted} Zeitpunkte, angegeben sind {found}.</translation>
    </message>
    <message>
      <source>Choose that many rasters, in the order of time.</source>
      <translation>Wählen Sie so viele Raster, in zeitlicher Reihenfolge.</translation>
    </message>
    <message>
      <source>The model '{model}' is made for '{task}', but this tool needs a model for {wanted}.</source>
      <translation>Das Modell '{model}' ist für '{task}' gemacht, dieses Werkzeug braucht aber ein Modell für {wanted}.</translation>
    </message>
    <message>
      <source>Choose another model.</source>
      <translation>Ein anderes Modell wählen.</translation>
    </message>
    <message>
      <source>The model '{model}' is made for '{task}', not for change between two dates.</source>
      <translation>Das Modell „{model}“ ist für „{task}“ gemacht, nicht für Veränderung zwischen zwei Zeitpunkten.</translation>
    </message>
    <message>
      <source>Choose a change model.</source>
      <translation>Ein Veränderungsmodell wählen.</translation>
    </message>
    <message>
      <source>No layer of the model '{model}' has a spatial output that can be shown.</source>
      <translation>Keine Schicht des Modells „{model}“ liefert eine Karte, die sich zeigen ließe.</translation>
    </message>
    <message>
      <source>The network has no layer {number}; it has {count} that can be shown.</source>
      <translation>Das Netz hat keine Schicht {number}; zeigen lassen sich {count}.</translation>
    </message>
    <message>
      <source>Give a number between 1 and {count}; leave it empty to list all layers in the log.</source>
      <translation>Eine Zahl von 1 bis {count} angeben; leer listet das Protokoll alle auf.</translation>
    </message>
    <message>
      <source>The network has no layer '{text}'. It has {known}.</source>
      <translation>Das Netz hat keine Schicht „{text}“. Es hat {known}.</translation>
    </message>
    <message>
      <source>Give the number or name of a layer; leave it empty to list all layers in the log.</source>
      <translation>Nummer oder Namen einer Schicht angeben; leer listet das Protokoll alle auf.</translation>
    </message>
    <message>
      <source>{count} layers have '{text}' in their names: {known}.</source>
      <translation>{count} Schichten haben „{text}“ im Namen: {known}.</translation>
    </message>
    <message>
      <source>Give the number or the whole name of one.</source>
      <translation>Die Nummer oder den ganzen Namen einer davon angeben.</translation>
    </message>
    <message>
      <source>The model '{model}' takes {count} images.</source>
      <translation>Das Modell „{model}“ nimmt {count} Bilder.</translation>
    </message>
    <message>
      <source>Leave AFTER empty for a model of one date, and give it for a model of two.</source>
      <translation>Lassen Sie AFTER für ein Modell eines Zeitpunkts leer, und geben Sie es für ein Modell zweier Zeitpunkte an.</translation>
    </message>
    <message>
      <source>The layer '{name}' returned values of shape {found}; expected {wanted}.</source>
      <translation>Die Schicht „{name}“ lieferte Werte der Form {found}, erwartet war {wanted}.</translation>
    </message>
    <message>
      <source>Choose another layer: the output of this one does not scale with the image.</source>
      <translation>Eine andere Schicht wählen: Diese folgt nicht der Größe des Bildes.</translation>
    </message>
    <message>
      <source>Model '{model}', run by {provider}.</source>
      <translation>Modell '{model}', ausgeführt von {provider}.</translation>
    </message>
    <message>
      <source>Model '{model}' on {provider}, threshold {threshold:g}.</source>
      <translation>Modell „{model}“ auf {provider}, Schwellenwert {threshold:g}.</translation>
    </message>
    <message>
      <source>{number}  {name}  ({operator}, {channels} channels, a cell covers {stride} x {stride} pixels)</source>
      <translation>{number}  {name}  ({operator}, {channels} Kanäle, eine Zelle deckt {stride} x {stride} Pixel ab)</translation>
    </message>
    <message>
      <source>Shown: layer {number} '{name}' of model '{model}' ({operator}, {channels} channels, a cell covers {stride} x {stride} pixels).</source>
      <translation>Gezeigt: Schicht {number} „{name}“ des Modells „{model}“ ({operator}, {channels} Kanäle, eine Zelle deckt {stride} x {stride} Pixel ab).</translation>
    </message>
    <message>
      <source>The images are not georeferenced: they are compared pixel by pixel, and the results are not georeferenced.</source>
      <translation>Die Bilder haben keine Georeferenz: Sie werden als Chip behandelt, Pixel für Pixel, und so auch die Ergebnisse.</translation>
    </message>
    <message>
      <source>The sheet shows the first {shown} of {count} channels.</source>
      <translation>Die Übersicht zeigt die ersten {shown} von {count} Kanälen.</translation>
    </message>
    <message>
      <source>The folder of the output '{path}' does not exist.</source>
      <translation>Den Ordner der Ausgabe „{path}“ gibt es nicht.</translation>
    </message>
    <message>
      <source>Create the folder, or choose another location.</source>
      <translation>Den Ordner anlegen oder einen anderen Ort wählen.</translation>
    </message>
    <message>
      <source>The folder of the output '{path}' cannot be written to.</source>
      <translation>In den Ordner der Ausgabe „{path}“ lässt sich nicht schreiben.</translation>
    </message>
    <message>
      <source>Choose a folder with write permission.</source>
      <translation>Einen Ordner mit Schreibrecht wählen.</translation>
    </message>
    <message>
      <source>The output '{path}' is also an input.</source>
      <translation>Die Ausgabe „{path}“ ist auch eine Eingabe.</translation>
    </message>
    <message>
      <source>Choose another file, so that the input is not overwritten.</source>
      <translation>Eine andere Datei wählen, damit die Eingabe nicht überschrieben wird.</translation>
    </message>
    <message>
      <source>The outputs {first} and {second} have the same path '{path}'.</source>
      <translation>Die Ausgaben {first} und {second} haben denselben Pfad „{path}“.</translation>
    </message>
    <message>
      <source>Give each output a file of its own.</source>
      <translation>Jeder Ausgabe eine eigene Datei geben.</translation>
    </message>
    <message>
      <source>The outputs {first} and {second} are both called '{name}', so they would share a style file.</source>
      <translation>Die Ausgaben {first} und {second} heißen beide „{name}“ und hätten dieselbe Stildatei.</translation>
    </message>
    <message>
      <source>Give them different names, or write the polygons to a GeoPackage, which holds its own style.</source>
      <translation>Verschiedene Namen geben oder die Polygone in ein GeoPackage schreiben, das seinen Stil selbst enthält.</translation>
    </message>
    <message>
      <source>The GeoPackage '{path}' holds other layers ({layers}), which would be lost.</source>
      <translation>Das GeoPackage „{path}“ enthält andere Layer ({layers}), die verloren gingen.</translation>
    </message>
    <message>
      <source>Choose a new GeoPackage.</source>
      <translation>Ein neues GeoPackage wählen.</translation>
    </message>
    <message>
      <source>The style file of the output '{path}', {style}, would also apply to the input '{input}'.</source>
      <translation>Die Stildatei der Ausgabe „{path}“, {style}, wäre auch die der Eingabe „{input}“.</translation>
    </message>
    <message>
      <source>Give the output another name or folder.</source>
      <translation>Der Ausgabe einen anderen Namen oder Ordner geben.</translation>
    </message>
    <message>
      <source>The output '{path}' is not a file.</source>
      <translation>Die Ausgabe „{path}“ ist keine Datei.</translation>
    </message>
    <message>
      <source>Give the path of a file, such as {example}; import that into a database afterwards.</source>
      <translation>Den Pfad einer Datei angeben, etwa {example}; diese danach in eine Datenbank importieren.</translation>
    </message>
    <message>
      <source>The output '{path}' has the extension '{extension}', which is not supported.</source>
      <translation>Die Ausgabe „{path}“ hat die Endung „{extension}“, die sich nicht schreiben lässt.</translation>
    </message>
    <message>
      <source>The output '{path}' is the file of layer '{layer}', which is being edited in the project.</source>
      <translation>Die Ausgabe '{path}' ist die Datei des Layers '{layer}', der im Projekt gerade bearbeitet wird.</translation>
    </message>
    <message>
      <source>Save or discard the edits of the layer and end editing, or choose another file.</source>
      <translation>Speichern oder verwerfen Sie die Änderungen des Layers und beenden Sie die Bearbeitung, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
      <source>The file name of the output '{path}' is too long: with the files beside it {length} bytes, of at most {limit}.</source>
      <translation>Der Dateiname der Ausgabe '{path}' ist zu lang: mit den Dateien daneben {length} Bytes, höchstens {limit}.</translation>
    </message>
    <message>
      <source>Give the output a shorter name.</source>
      <translation>Geben Sie der Ausgabe einen kürzeren Namen.</translation>
    </message>
    <message>
      <source>The output '{path}' already exists and is open in QGIS or another program.</source>
      <translation>Die Ausgabe „{path}“ gibt es schon, und sie ist in QGIS oder in einem anderen Programm geöffnet.</translation>
    </message>
    <message>
      <source>Remove its layer from the project, or choose another file.</source>
      <translation>Ihren Layer aus dem Projekt entfernen oder eine andere Datei wählen.</translation>
    </message>
    <message>
      <source>The output '{path}' is a folder.</source>
      <translation>Die Ausgabe „{path}“ ist ein Ordner.</translation>
    </message>
    <message>
      <source>Give the name of a file.</source>
      <translation>Den Namen einer Datei angeben.</translation>
    </message>
    <message>
      <source>There is no space left in '{folder}' (about {needed} MB needed, {free} MB free).</source>
      <translation>In „{folder}“ ist kein Platz mehr (etwa {needed} MB nötig, {free} MB frei).</translation>
    </message>
    <message>
      <source>Free disk space, or write the outputs to another disk. The folder of temporary files is set in Options &gt; Processing &gt; General.</source>
      <translation>Platz schaffen oder die Ausgaben auf eine andere Festplatte schreiben. Der Ordner für temporäre Dateien wird unter Optionen &gt; Verarbeitung &gt; Allgemein eingestellt.</translation>
    </message>
    <message>
      <source>The folder '{folder}' vanished while results were written to it.</source>
      <translation>Der Ordner „{folder}“ verschwand, während Ergebnisse hineingeschrieben wurden.</translation>
    </message>
    <message>
      <source>If it was moved, choose it anew; if it is on a network drive, connect that again. Then run the tool again.</source>
      <translation>Wurde er verschoben, wählen Sie ihn neu; liegt er auf einem Netzlaufwerk, verbinden Sie es wieder. Starten Sie das Werkzeug dann erneut.</translation>
    </message>
    <message>
      <source>The disk of '{folder}' became full while '{path}' was written; the incomplete file was removed.</source>
      <translation>Die Festplatte von „{folder}“ wurde voll, während „{path}“ geschrieben wurde; nichts davon blieb.</translation>
    </message>
    <message>
      <source>The output '{path}' could not be written: {reason}</source>
      <translation>Die Ausgabe „{path}“ ließ sich nicht schreiben: {reason}</translation>
    </message>
    <message>
      <source>Check the disk and the permissions of the folder.</source>
      <translation>Die Festplatte und die Rechte des Ordners prüfen.</translation>
    </message>
    <message>
      <source>The folder '{path}' already exists and contains files, which would be lost.</source>
      <translation>Den Ordner „{path}“ gibt es schon, und er enthält Dateien, die verloren gingen.</translation>
    </message>
    <message>
      <source>Choose a new or an empty folder.</source>
      <translation>Einen neuen oder leeren Ordner wählen.</translation>
    </message>
    <message>
      <source>There is not enough memory: {reason}</source>
      <translation>Der Arbeitsspeicher reicht nicht: {reason}</translation>
    </message>
    <message>
      <source>Close other programs, or use a smaller area.</source>
      <translation>Andere Programme schließen oder ein kleineres Gebiet verwenden.</translation>
    </message>
    <message>
      <source>The runtime lacks a package that quantisation needs: {reason}</source>
      <translation>Der Laufzeitumgebung fehlt ein Paket, das zum Erstellen von 8-Bit-Modellen nötig ist: {reason}</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' again, or install 'onnx' into your own Python.</source>
      <translation>Das Werkzeug „Laufzeitumgebung installieren“ erneut ausführen oder 'onnx' im eigenen Python installieren.</translation>
    </message>
    <message>
      <source>The runtime that runs the networks is not installed.</source>
      <translation>Die Laufzeitumgebung, in der die Netze laufen, ist nicht installiert.</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' once (needs an internet connection), or set GROUNDSHIFT_PYTHON to a Python that has the packages.</source>
      <translation>Einmal das Werkzeug „Laufzeitumgebung installieren“ ausführen (es braucht eine Internetverbindung) oder GROUNDSHIFT_PYTHON auf ein Python setzen, das sie hat.</translation>
    </message>
    <message>
      <source>The runtime at '{python}' does not work: {reason}</source>
      <translation>Die Laufzeitumgebung in „{python}“ funktioniert nicht: {reason}</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' to repair it.</source>
      <translation>Das Werkzeug „Laufzeitumgebung installieren“ ausführen, um sie zu reparieren.</translation>
    </message>
    <message>
      <source>The Python at '{python}' does not have what this version of the plugin needs: {reason}</source>
      <translation>Dem Python unter '{python}' fehlt, was diese Version des Plugins braucht: {reason}</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' to update the runtime, or install the package into your own Python.</source>
      <translation>Das Werkzeug „Laufzeitumgebung installieren“ ausführen, das sie aktualisiert, oder das Paket im eigenen Python installieren.</translation>
    </message>
    <message>
      <source>The worker process ended before the job was done: {reason}</source>
      <translation>Der Arbeitsprozess endete, bevor der Auftrag fertig war: {reason}</translation>
    </message>
    <message>
      <source>See the log above; if memory ran out, use a smaller area or close other programs.</source>
      <translation>Das Protokoll oben ansehen; ging der Arbeitsspeicher aus, ein kleineres Gebiet verwenden oder andere Programme schließen.</translation>
    </message>
    <message>
      <source>The Python '{python}' set in {origin} does not exist, or is QGIS itself.</source>
      <translation>Das Python „{python}“, das {origin} nennt, ist nicht da oder ist QGIS selbst.</translation>
    </message>
    <message>
      <source>Give the path of a Python executable in {origin}, or clear it.</source>
      <translation>In {origin} den Pfad eines ausführbaren Python angeben, oder es leeren.</translation>
    </message>
    <message>
      <source>The Python '{python}' set in {origin} cannot run the worker: {reason}</source>
      <translation>Das Python „{python}“, das {origin} nennt, kann den Arbeitsprozess nicht ausführen: {reason}</translation>
    </message>
    <message>
      <source>Install the missing packages there, or clear {origin} and run the tool 'Install runtime'.</source>
      <translation>Dort installieren, was fehlt, oder {origin} leeren und das Werkzeug „Laufzeitumgebung installieren“ ausführen.</translation>
    </message>
    <message>
      <source>The plugin was updated while QGIS was running.</source>
      <translation>Die Erweiterung wurde aktualisiert, während QGIS lief.</translation>
    </message>
    <message>
      <source>Restart QGIS.</source>
      <translation>QGIS neu starten.</translation>
    </message>
    <message>
      <source>No 64-bit Python {oldest} to {newest} was found for the runtime. Searched: {places}.</source>
      <translation>Es wurde kein 64-Bit-Python {oldest} bis {newest} gefunden, um die Laufzeitumgebung zu erstellen. Angesehen: {places}.</translation>
    </message>
    <message>
      <source>Install Python, or set GROUNDSHIFT_PYTHON to a Python that has the required packages.</source>
      <translation>Python installieren, oder GROUNDSHIFT_PYTHON auf ein Python setzen, das die nötigen Pakete hat.</translation>
    </message>
    <message>
      <source>The Python '{python}' cannot create virtual environments: it lacks {modules}.</source>
      <translation>Das Python „{python}“ kann keine virtuellen Umgebungen erstellen: Es fehlt {modules}.</translation>
    </message>
    <message>
      <source>On Debian and Ubuntu run 'sudo apt install python3-venv' (or {package}); elsewhere install a Python with the module venv.</source>
      <translation>Unter Debian und Ubuntu „sudo apt install python3-venv“ (oder {package}) ausführen; sonst ein Python installieren, das das Modul venv hat.</translation>
    </message>
    <message>
      <source>The packages could not be downloaded: {reason}</source>
      <translation>Die Pakete ließen sich nicht herunterladen: {reason}</translation>
    </message>
    <message>
      <source>Check the connection and the proxy in QGIS's settings or in HTTPS_PROXY, then run 'Install runtime' again: it resumes where it stopped. Your organisation's IT knows its proxy.</source>
      <translation>Prüfen Sie die Verbindung und den Proxy in den Einstellungen von QGIS oder in HTTPS_PROXY, und starten Sie »Laufzeitumgebung installieren« erneut: Es geht dort weiter, wo es aufgehört hat. Den Proxy kennt die IT Ihrer Organisation.</translation>
    </message>
    <message>
      <source>The package index's certificate is not trusted: {reason}</source>
      <translation>Dem Zertifikat des Paketverzeichnisses wird nicht vertraut: {reason}</translation>
    </message>
    <message>
      <source>Your organisation's IT can mend this: ask for the file with its certificates, and set PIP_CERT to it. A proxy that inspects encrypted traffic is the usual reason.</source>
      <translation>Das kann die IT Ihrer Organisation beheben: Bitten Sie um die Datei mit deren Zertifikaten, und setzen Sie PIP_CERT darauf. Meist ist ein Proxy die Ursache, der verschlüsselten Verkehr prüft.</translation>
    </message>
    <message>
      <source>There is no build of {package} for this Python and system.</source>
      <translation>Für dieses Python und System gibt es keine Ausgabe von {package}.</translation>
    </message>
    <message>
      <source>Use another Python (3.11 or 3.12, 64 bit), or leave the component out.</source>
      <translation>Ein anderes Python (3.11 oder 3.12, 64 Bit) verwenden oder die Komponente weglassen.</translation>
    </message>
    <message>
      <source>The runtime in '{folder}' needs about {needed} MB, but only {free} MB are free on that disk.</source>
      <translation>Die Laufzeitumgebung in „{folder}“ braucht etwa {needed} MB, auf dieser Festplatte sind aber nur {free} MB frei.</translation>
    </message>
    <message>
      <source>You can mend this: free disk space and run 'Install runtime' again.</source>
      <translation>Das können Sie beheben: Geben Sie Speicherplatz frei, und starten Sie »Laufzeitumgebung installieren« erneut.</translation>
    </message>
    <message>
      <source>The disk became full while the runtime was installed into '{folder}'.</source>
      <translation>Die Festplatte wurde voll, während die Laufzeitumgebung in „{folder}“ installiert wurde.</translation>
    </message>
    <message>
      <source>You can mend this: free disk space and run 'Install runtime' again: it resumes where it stopped.</source>
      <translation>Das können Sie beheben: Geben Sie Speicherplatz frei, und starten Sie »Laufzeitumgebung installieren« erneut: Es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
      <source>The runtime cannot be written to '{folder}': {reason}</source>
      <translation>Die Laufzeitumgebung lässt sich nicht in „{folder}“ schreiben: {reason}</translation>
    </message>
    <message>
      <source>Check the permissions of the folder, or remove it, and run 'Install runtime' again. On a managed computer its administrator can mend this.</source>
      <translation>Prüfen Sie die Rechte des Ordners, oder entfernen Sie ihn, und starten Sie »Laufzeitumgebung installieren« erneut. Auf einem verwalteten Rechner kann das dessen Administrator beheben.</translation>
    </message>
    <message>
      <source>Files of the runtime in '{folder}' are in use.</source>
      <translation>Dateien der Laufzeitumgebung in „{folder}“ sind in Gebrauch.</translation>
    </message>
    <message>
      <source>Close other QGIS windows and running jobs, then run 'Install runtime' again.</source>
      <translation>Andere QGIS-Fenster und laufende Aufträge schließen, dann „Laufzeitumgebung installieren“ erneut ausführen.</translation>
    </message>
    <message>
      <source>The folder '{folder}' holds other files, which would be lost.</source>
      <translation>Der Ordner „{folder}“ enthält andere Dateien, die verloren gingen.</translation>
    </message>
    <message>
      <source>Choose an empty or a new folder.</source>
      <translation>Einen leeren oder neuen Ordner wählen.</translation>
    </message>
    <message>
      <source>Another installation of the runtime in '{folder}' is running.</source>
      <translation>Die Laufzeitumgebung in „{folder}“ wird gerade schon installiert.</translation>
    </message>
    <message>
      <source>Wait until it is finished; it may have been started from another QGIS.</source>
      <translation>Warten, bis das fertig ist; vielleicht ist ein anderes QGIS dabei.</translation>
    </message>
    <message>
      <source>The package index has only the build of PyTorch for NVIDIA cards: several GB that this machine, which has no usable card, does not need.</source>
      <translation>Der Paketindex hat nur die PyTorch-Ausgabe für NVIDIA-Karten: mehrere GB, die dieser Rechner ohne nutzbare Karte nicht braucht.</translation>
    </message>
    <message>
      <source>Set 'Index for torch' in the Options of Groundshift to the address of the builds for processors (CPU) that the PyTorch website gives, then run 'Install runtime' again.</source>
      <translation>Setzen Sie „Index für torch“ in den Optionen von Groundshift auf die Adresse der Ausgaben für Prozessoren (CPU), die die PyTorch-Website nennt, und führen Sie „Laufzeitumgebung installieren“ erneut aus.</translation>
    </message>
    <message>
      <source>This machine cannot use the accelerator '{accelerator}'. It needs: {needed}.</source>
      <translation>Dieser Rechner kann den Beschleuniger „{accelerator}“ nicht nutzen. Er benötigt: {needed}.</translation>
    </message>
    <message>
      <source>Choose 'automatic', or update the driver of the graphics card.</source>
      <translation>Wählen Sie „automatic“, oder aktualisieren Sie den Treiber der Grafikkarte.</translation>
    </message>
    <message>
      <source>The package {package} needs a missing system library: {reason}</source>
      <translation>Dem Paket {package} fehlt eine Bibliothek des Systems: {reason}</translation>
    </message>
    <message>
      <source>On Windows install the 'Microsoft Visual C++ Redistributable' (x64), elsewhere the library named above, then run 'Install runtime' again.</source>
      <translation>Unter Windows „Microsoft Visual C++ Redistributable“ (x64) installieren, sonst die genannte Bibliothek, dann „Laufzeitumgebung installieren“ erneut ausführen.</translation>
    </message>
    <message>
      <source>The runtime could not be installed: {reason}</source>
      <translation>Die Laufzeitumgebung ließ sich nicht installieren: {reason}</translation>
    </message>
    <message>
      <source>Run 'Install runtime' again. If that does not help, the developers can mend it: report it with the log.</source>
      <translation>Starten Sie »Laufzeitumgebung installieren« erneut. Hilft das nicht, können es die Entwickler beheben: Melden Sie es mit dem Protokoll.</translation>
    </message>
    <message>
      <source>The job that the worker was given is not valid: {reason}</source>
      <translation>Der Auftrag an den Arbeitsprozess ist ungültig: {reason}</translation>
    </message>
    <message>
      <source>If you wrote the job yourself, correct it; otherwise restart QGIS and run the tool again.</source>
      <translation>Haben Sie den Auftrag selbst geschrieben, berichtigen Sie ihn; sonst starten Sie QGIS neu und führen das Werkzeug noch einmal aus.</translation>
    </message>
    <message>
      <source>Unexpected error in Groundshift: {reason}</source>
      <translation>In Groundshift ging etwas schief: {reason}</translation>
    </message>
    <message>
      <source>The developers can mend this: please report it with the log above.</source>
      <translation>Das können die Entwickler beheben: Bitte melden Sie es mit dem Protokoll darüber.</translation>
    </message>
    <message>
      <source>{wanted}, which was chosen for the networks, is not installed any more; {used} is used. Run the tool 'Install runtime' to install it again, or 'Measure runtime' to choose among what is installed.</source>
      <translation>{wanted}, gewählt für die Netze, ist nicht mehr installiert; {used} wird verwendet. Installieren Sie es mit dem Werkzeug „Laufzeitumgebung installieren“ erneut, oder wählen Sie mit „Laufzeitumgebung messen“ unter den installierten.</translation>
    </message>
    <message>
      <source>{wanted} cannot run this model; {used} is used. Reason: {reason}</source>
      <translation>{wanted} kann dieses Modell nicht ausführen; {used} wird verwendet. Grund: {reason}</translation>
    </message>
    <message>
      <source>{wanted} failed; the run continues on {used}. Reason: {reason}</source>
      <translation>{wanted} ist ausgefallen; der Lauf wird auf {used} fortgesetzt. Grund: {reason}</translation>
    </message>
    <message>
      <source>{wanted} cannot be loaded: its driver or one of its libraries is missing or has another version. {used} is used.</source>
      <translation>{wanted} lässt sich nicht laden: Der Treiber oder eine der Bibliotheken fehlt oder hat eine andere Version. {used} wird verwendet.</translation>
    </message>
    <message>
      <source>The memory does not suffice for a tile of {height} x {width} pixels; the tiles are halved.</source>
      <translation>Der Arbeitsspeicher reicht nicht für eine Kachel von {height} x {width} Pixeln; die Kacheln werden halbiert.</translation>
    </message>
    <message>
      <source>Apple silicon</source>
      <translation>Apple-Prozessor</translation>
    </message>
    <message>
      <source>processor {architecture}</source>
      <translation>Prozessor {architecture}</translation>
    </message>
    <message>
      <source>processor {architecture} with {instructions}</source>
      <translation>Prozessor {architecture} mit {instructions}</translation>
    </message>
    <message>
      <source>NVIDIA card with driver {driver} for CUDA {cuda}</source>
      <translation>NVIDIA-Karte mit Treiber {driver} für CUDA {cuda}</translation>
    </message>
    <message>
      <source>the NVIDIA card cannot be used: it needs a driver for CUDA 12.4 or later, x86-64, and Python 3.10 or later</source>
      <translation>die NVIDIA-Karte ist nicht nutzbar: sie braucht einen Treiber ab CUDA 12.4, x86-64 und Python ab 3.10</translation>
    </message>
    <message>
      <source>no NVIDIA card with a working driver</source>
      <translation>keine NVIDIA-Karte mit funktionierendem Treiber</translation>
    </message>
    <message>
      <source>graphics cards with DirectX 12: {cards}</source>
      <translation>Grafikkarten mit DirectX 12: {cards}</translation>
    </message>
    <message>
      <source>Choose a CSV file in UTF-8, such as one made with 'Table of radar images'.</source>
      <translation>Wählen Sie eine CSV-Datei in UTF-8, etwa eine von „Tabelle von Radarbildern“.</translation>
    </message>
    <message>
      <source>The table '{path}' has no column for the time or for the files. Its columns: {known}.</source>
      <translation>Die Tabelle '{path}' hat keine Spalte für die Zeit oder für die Dateien. Ihre Spalten: {known}.</translation>
    </message>
    <message>
      <source>Add a column 'time' (UTC) and a column 'file', or one for each polarisation (VV, VH).</source>
      <translation>Ergänzen Sie eine Spalte 'time' (UTC) und eine Spalte 'file' oder eine für jede Polarisation (VV, VH).</translation>
    </message>
    <message>
      <source>Line {row} of the table has the value '{value}' in the column '{column}'.</source>
      <translation>Zeile {row} der Tabelle hat den Wert '{value}' in der Spalte '{column}'.</translation>
    </message>
    <message>
      <source>Correct the cell: times as 2021-11-19T01:58:54Z, units power, amplitude or dB, passes ascending or descending.</source>
      <translation>Berichtigen Sie die Zelle: Zeiten wie 2021-11-19T01:58:54Z, Einheiten power, amplitude oder dB, Flugrichtungen ascending oder descending.</translation>
    </message>
    <message>
      <source>The table '{path}' lists no images.</source>
      <translation>Die Tabelle '{path}' nennt keine Bilder.</translation>
    </message>
    <message>
      <source>Add images, or choose another table.</source>
      <translation>Fügen Sie Bilder hinzu oder wählen Sie eine andere Tabelle.</translation>
    </message>
    <message>
      <source>No radar image was found in: {places}.</source>
      <translation>Kein Radarbild gefunden in: {places}.</translation>
    </message>
    <message>
      <source>Choose files or folders of calibrated, terrain-corrected Sentinel-1 images.</source>
      <translation>Wählen Sie Dateien oder Ordner mit kalibrierten, geländekorrigierten Sentinel-1-Bildern.</translation>
    </message>
    <message>
      <source>The acquisition time of '{path}' is neither in its name nor in its metadata.</source>
      <translation>Die Aufnahmezeit von '{path}' steht weder im Namen noch in den Metadaten.</translation>
    </message>
    <message>
      <source>Keep the name that its producer gave the file, or write the table by hand.</source>
      <translation>Behalten Sie den Dateinamen des Herstellers bei, oder schreiben Sie die Tabelle von Hand.</translation>
    </message>
    <message>
      <source>'{path}' cannot be used: {reason}</source>
      <translation>'{path}' kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
      <source>Use calibrated, terrain-corrected images (RTC).</source>
      <translation>Verwenden Sie kalibrierte, geländekorrigierte Bilder (RTC).</translation>
    </message>
    <message>
      <source>The table does not name any place.</source>
      <translation>Die Tabelle nennt keinen Ort.</translation>
    </message>
    <message>
      <source>Leave PLACE empty, or fill in the column 'place' of the table.</source>
      <translation>Lassen Sie PLACE leer, oder füllen Sie die Spalte „place“ der Tabelle aus.</translation>
    </message>
    <message>
      <source>The table has no images of the place '{place}'. Its places: {known}.</source>
      <translation>Die Tabelle hat keine Bilder des Orts „{place}“. Ihre Orte: {known}.</translation>
    </message>
    <message>
      <source>Name one of them in PLACE.</source>
      <translation>Nennen Sie einen davon in PLACE.</translation>
    </message>
    <message>
      <source>The table holds images of several places: {known}.</source>
      <translation>Die Tabelle enthält Bilder mehrerer Orte: {known}.</translation>
    </message>
    <message>
      <source>The table has no image of the date '{text}'. The latest: {known}.</source>
      <translation>Die Tabelle hat kein Bild vom Datum '{text}'. Die neuesten: {known}.</translation>
    </message>
    <message>
      <source>Give the day or the time of one of its images, several with commas between, or an interval such as 2024-05-01/2024-08-31. Empty: the latest.</source>
      <translation>Geben Sie Tag oder Zeit eines ihrer Bilder an, mehrere durch Kommas getrennt, oder einen Zeitraum wie 2024-05-01/2024-08-31. Leer: das letzte.</translation>
    </message>
    <message>
      <source>There is no earlier image of the same track before {date}.</source>
      <translation>Es gibt kein früheres Bild desselben Orbits vor {date}.</translation>
    </message>
    <message>
      <source>Choose a later date, add earlier images, or allow other tracks.</source>
      <translation>Wählen Sie ein späteres Datum, fügen Sie frühere Bilder hinzu, oder erlauben Sie andere Orbits.</translation>
    </message>
    <message>
      <source>The method '{method}' needs two earlier images; found: {count}.</source>
      <translation>Die Methode '{method}' braucht zwei frühere Bilder; gefunden: {count}.</translation>
    </message>
    <message>
      <source>Choose the method 'automatic' or 'latest', or add earlier images.</source>
      <translation>Wählen Sie die Methode 'automatic' oder 'latest', oder fügen Sie frühere Bilder hinzu.</translation>
    </message>
    <message>
      <source>The image {layer} has no coordinate reference system.</source>
      <translation>Das Bild {layer} hat kein Koordinatenreferenzsystem.</translation>
    </message>
    <message>
      <source>Use terrain-corrected images (RTC), or assign the CRS with 'Assign projection'.</source>
      <translation>Verwenden Sie geländekorrigierte Bilder (RTC) oder weisen Sie das KBS mit „Projektion zuweisen“ zu.</translation>
    </message>
    <message>
      <source>It is not known whether the image of {date} holds power or amplitude.</source>
      <translation>Es ist unbekannt, ob das Bild vom {date} Leistung oder Amplitude enthält.</translation>
    </message>
    <message>
      <source>Fill in the column 'unit' of the table: {known}.</source>
      <translation>Füllen Sie die Spalte 'unit' der Tabelle aus: {known}.</translation>
    </message>
    <message>
      <source>The table states {unit} for the image of {date}, but its values are {found}.</source>
      <translation>Die Tabelle gibt für das Bild vom {date} {unit} an, aber seine Werte sind {found}.</translation>
    </message>
    <message>
      <source>Correct the column 'unit' of the table.</source>
      <translation>Berichtigen Sie die Spalte „unit“ der Tabelle.</translation>
    </message>
    <message>
      <source>It is not known which of the {count} bands of '{path}' is which polarisation.</source>
      <translation>Es ist unbekannt, welches der {count} Bänder von '{path}' welche Polarisation ist.</translation>
    </message>
    <message>
      <source>Name the bands in columns VV and VH of the table, such as 'image.tif#2'.</source>
      <translation>Nennen Sie die Bänder in den Spalten VV und VH der Tabelle, etwa 'bild.tif#2'.</translation>
    </message>
    <message>
      <source>No earlier image has a polarisation of {date} ({known}).</source>
      <translation>Kein früheres Bild hat eine Polarisation von {date} ({known}).</translation>
    </message>
    <message>
      <source>Add earlier images of the same polarisation.</source>
      <translation>Fügen Sie frühere Bilder derselben Polarisation hinzu.</translation>
    </message>
    <message>
      <source>{value} is not a number from {least} to {most}.</source>
      <translation>{value} ist keine Zahl von {least} bis {most}.</translation>
    </message>
    <message>
      <source>Enter a number in that range, or leave it empty for the default.</source>
      <translation>Geben Sie eine Zahl aus diesem Bereich ein, oder lassen Sie das Feld für die Vorgabe leer.</translation>
    </message>
    <message>
      <source>No method was chosen.</source>
      <translation>Es wurde keine Methode gewählt.</translation>
    </message>
    <message>
      <source>Choose one or more methods to compare.</source>
      <translation>Wählen Sie eine oder mehrere Methoden zum Vergleich.</translation>
    </message>
    <message>
      <source>TARGET covers no valid pixel of the image of {date}.</source>
      <translation>TARGET bedeckt kein gültiges Pixel des Bildes vom {date}.</translation>
    </message>
    <message>
      <source>Choose polygons on ground that the images show, or leave TARGET empty.</source>
      <translation>Wählen Sie Polygone auf Boden, den die Bilder zeigen, oder lassen Sie TARGET leer.</translation>
    </message>
    <message>
      <source>'{layer}' has no pixel of the class {value} that the image of {date} shows.</source>
      <translation>„{layer}“ hat kein Pixel der Klasse {value}, das die Aufnahme vom {date} zeigt.</translation>
    </message>
    <message>
      <source>Choose a class that the land-cover map has in the images, or leave LAND_COVER empty.</source>
      <translation>Wählen Sie eine Klasse, die die Landbedeckungskarte in den Aufnahmen hat, oder lassen Sie LAND_COVER leer.</translation>
    </message>
    <message>
      <source>LAND_COVER needs LAND_COVER_CLASS, the value of a class in it.</source>
      <translation>LAND_COVER benötigt LAND_COVER_CLASS, den Wert einer Klasse darin.</translation>
    </message>
    <message>
      <source>Enter the value of the class that the statistical change imitates.</source>
      <translation>Geben Sie den Wert der Klasse an, die die statistische Änderung nachahmt.</translation>
    </message>
    <message>
      <source>LAND_COVER_CLASS is a class of LAND_COVER, which is empty.</source>
      <translation>LAND_COVER_CLASS ist eine Klasse von LAND_COVER, das leer ist.</translation>
    </message>
    <message>
      <source>Choose a land-cover map, or leave LAND_COVER_CLASS empty.</source>
      <translation>Wählen Sie eine Landbedeckungskarte oder lassen Sie LAND_COVER_CLASS leer.</translation>
    </message>
    <message>
      <source>Nothing can be evaluated, because no date has an earlier image; images of the table: {count}.</source>
      <translation>Nichts kann bewertet werden, weil kein Datum ein früheres Bild hat; Bilder der Tabelle: {count}.</translation>
    </message>
    <message>
      <source>Add earlier images of the same place and track, or raise the number of polygons.</source>
      <translation>Fügen Sie frühere Bilder desselben Ortes und derselben Umlaufbahn hinzu, oder erhöhen Sie die Zahl der Polygone.</translation>
    </message>
    <message>
      <source>The method 'network' needs a model, but MODEL is empty.</source>
      <translation>Die Methode „network“ braucht ein Modell, aber MODEL ist leer.</translation>
    </message>
    <message>
      <source>Choose a model made with 'Train radar prediction', or another method.</source>
      <translation>Wählen Sie ein mit „Radarvorhersage trainieren“ erstelltes Modell oder eine andere Methode.</translation>
    </message>
    <message>
      <source>The model '{model}' needs the bands {bands}; radar images have {known}.</source>
      <translation>Das Modell „{model}“ braucht die Bänder {bands}; Radarbilder haben {known}.</translation>
    </message>
    <message>
      <source>Choose another model, or correct the bands and output bands in its specification.</source>
      <translation>Wählen Sie ein anderes Modell oder berichtigen Sie Bänder und Ausgabebänder in seiner Spezifikation.</translation>
    </message>
    <message>
      <source>The model '{model}' needs conditions that the table does not have: {conditions}.</source>
      <translation>Das Modell „{model}“ braucht Bedingungen, die die Tabelle nicht hat: {conditions}.</translation>
    </message>
    <message>
      <source>Choose a model made with 'Train radar prediction', or correct its specification.</source>
      <translation>Wählen Sie ein mit „Radarvorhersage trainieren“ erstelltes Modell oder berichtigen Sie seine Spezifikation.</translation>
    </message>
    <message>
      <source>The model '{model}' standardises each image, so that its prediction is no backscatter.</source>
      <translation>Das Modell „{model}“ standardisiert jedes Bild; seine Vorhersage ist daher keine Rückstreuung.</translation>
    </message>
    <message>
      <source>State the normalisation 'fixed' or 'scale' in its specification.</source>
      <translation>Geben Sie in seiner Spezifikation die Normalisierung „fixed“ oder „scale“ an.</translation>
    </message>
    <message>
      <source>The images of the model '{model}' have the unknown scale '{scale}'; known: {known}.</source>
      <translation>Die Bilder des Modells „{model}“ haben die unbekannte Skala „{scale}“; bekannt: {known}.</translation>
    </message>
    <message>
      <source>Correct the key 'scale' of 'radar' in its specification.</source>
      <translation>Korrigieren Sie den Schlüssel „scale“ von „radar“ in seiner Spezifikation.</translation>
    </message>
    <message>
      <source>The model '{model}' needs the polarisations {needed}, but the image of {date} has {found}.</source>
      <translation>Das Modell „{model}“ braucht die Polarisationen {needed}, aber das Bild vom {date} hat {found}.</translation>
    </message>
    <message>
      <source>Choose another date or model, or METHOD automatic without a model.</source>
      <translation>Wählen Sie ein anderes Datum oder Modell oder METHOD automatisch ohne Modell.</translation>
    </message>
    <message>
      <source>Earlier images that the model '{model}' needs: {needed}; found: {count}.</source>
      <translation>Frühere Bilder, die das Modell „{model}“ braucht: {needed}; gefunden: {count}.</translation>
    </message>
    <message>
      <source>Choose a later date, add earlier images, or use METHOD automatic without a model.</source>
      <translation>Wählen Sie ein späteres Datum, fügen Sie frühere Bilder hinzu oder verwenden Sie METHOD automatisch ohne Modell.</translation>
    </message>
    <message>
      <source>The model '{model}' was trained with elevation, but DEM is empty.</source>
      <translation>Das Modell „{model}“ wurde mit Höhen trainiert, aber DEM ist leer.</translation>
    </message>
    <message>
      <source>Choose the digital elevation model in DEM.</source>
      <translation>Wählen Sie das digitale Höhenmodell in DEM.</translation>
    </message>
    <message>
      <source>Training needs at least {needed} images of one track with data; found: {count}.</source>
      <translation>Das Training braucht mindestens {needed} Bilder eines Orbits mit Daten; gefunden: {count}.</translation>
    </message>
    <message>
      <source>Add images, or use 'Radar difference' without training: it needs one earlier image.</source>
      <translation>Fügen Sie Bilder hinzu oder verwenden Sie „Radardifferenz“ ohne Training: Sie braucht ein früheres Bild.</translation>
    </message>
    <message>
      <source>Days that can be predicted: {count}; with {held} held out, training needs at least {needed}.</source>
      <translation>Tage, die vorhergesagt werden können: {count}; mit {held} zurückgehaltenen braucht das Training mindestens {needed}.</translation>
    </message>
    <message>
      <source>Add images, or hold out fewer days.</source>
      <translation>Fügen Sie Bilder hinzu oder halten Sie weniger Tage zurück.</translation>
    </message>
    <message>
      <source>The places of the table have no polarisation in common: {found}.</source>
      <translation>Die Orte der Tabelle haben keine gemeinsame Polarisation: {found}.</translation>
    </message>
    <message>
      <source>Choose one place, or images of the same polarisations.</source>
      <translation>Wählen Sie einen Ort oder Bilder derselben Polarisationen.</translation>
    </message>
    <message>
      <source>Conditions can be left out of a network made with 'Train radar prediction' only, not of '{model}'.</source>
      <translation>Bedingungen können nur bei einem mit „Radarvorhersage trainieren“ erstellten Netz weggelassen werden, nicht bei „{model}“.</translation>
    </message>
    <message>
      <source>Choose such a model in MODEL, or switch ABLATION off.</source>
      <translation>Wählen Sie in MODEL ein solches Modell oder schalten Sie ABLATION aus.</translation>
    </message>
    <message>
      <source>The image of {date} shows nothing of the area: no valid pixel, or one value everywhere.</source>
      <translation>Das Bild vom {date} zeigt nichts vom Gebiet: kein gültiges Pixel, oder überall denselben Wert.</translation>
    </message>
    <message>
      <source>Choose another date or area, or check the nodata value in the table.</source>
      <translation>Wählen Sie ein anderes Datum oder Gebiet, oder prüfen Sie den Nodata-Wert in der Tabelle.</translation>
    </message>
    <message>
      <source>Change is sought on {date}, {bands}; earlier images: {earlier}, {first} to {last}; filter: {filter}.</source>
      <translation>Veränderung wird gesucht am {date}, {bands}; frühere Bilder: {earlier}, {first} bis {last}; Filter: {filter}.</translation>
    </message>
    <message>
      <source>Earlier images of other tracks than {track}, left out: {count}.</source>
      <translation>Frühere Bilder anderer Orbits als {track}, ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Earlier images of the time of GAP ({days:g} d), left out: {count}.</source>
      <translation>Frühere Bilder aus der Zeit von GAP ({days:g} d), ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Earlier images without one of the polarisations {bands}, left out: {count}.</source>
      <translation>Frühere Bilder, denen eine der Polarisationen {bands} fehlt, ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Images without data in the area, or with one value everywhere, left out: {count}.</source>
      <translation>Bilder ohne Daten im Gebiet oder mit überall demselben Wert, ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Files that are copies of others in another folder, left out: {count}.</source>
      <translation>Dateien, die Kopien anderer in einem anderen Ordner sind, ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Images with 0 along their edges that do not declare it: {count}. 0 is taken as nodata. Where it was measured, write nan into the column 'nodata' of the table.</source>
      <translation>Bilder mit 0 am Rand, die das nicht angeben: {count}. 0 gilt als Nodata. Wo sie gemessen wurde, schreiben Sie nan in die Spalte „nodata“ der Tabelle.</translation>
    </message>
    <message>
      <source>DEM covers {share:.0%} of the area; elsewhere the elevation counts as 0.</source>
      <translation>DEM deckt {share:.0%} der Fläche ab; anderswo gilt die Höhe als 0.</translation>
    </message>
    <message>
      <source>Not stated by names or metadata, but inferred: {columns}. Check the table.</source>
      <translation>Weder in Namen noch Metadaten angegeben, sondern erschlossen: {columns}. Prüfen Sie die Tabelle.</translation>
    </message>
    <message>
      <source>The unit of the image of {date} is not stated; values look like {unit}.</source>
      <translation>Die Einheit des Bildes vom {date} ist nicht angegeben; die Werte sehen nach {unit} aus.</translation>
    </message>
    <message>
      <source>Images on other grids, resampled onto the date's: {count}.</source>
      <translation>Bilder auf anderen Gittern, auf das des Datums umgerechnet: {count}.</translation>
    </message>
    <message>
      <source>Method: {method}, because there is only one earlier image.</source>
      <translation>Methode: {method}, weil es nur ein früheres Bild gibt.</translation>
    </message>
    <message>
      <source>Method: {method}, because regression needs more earlier images than there are: {count}.</source>
      <translation>Methode: {method}, weil die Regression mehr frühere Bilder braucht, als da sind: {count}.</translation>
    </message>
    <message>
      <source>Method: {method}, because much of the image differs: a regression would explain the change away.</source>
      <translation>Methode: {method}, weil viel vom Bild abweicht: eine Regression würde die Veränderung wegerklären.</translation>
    </message>
    <message>
      <source>Method: {method}; earlier images: {count}.</source>
      <translation>Methode: {method}; frühere Bilder: {count}.</translation>
    </message>
    <message>
      <source>Dates of another track than {date}, or without one of its polarisations: {count}. Change is not sought in them.</source>
      <translation>Zeitpunkte mit anderem Orbit als {date} oder ohne eine seiner Polarisationen: {count}. In ihnen wird keine Veränderung gesucht.</translation>
    </message>
    <message>
      <source>Earlier images of the last {days:g} days, left out: {count}. Slow change, such as logging, is in them already, and there are enough older ones. METHOD 7 (regression) uses all; METHOD 3 (median) may find more slow change.</source>
      <translation>Frühere Bilder der letzten {days:g} Tage, ausgelassen: {count}. Langsame Veränderung, etwa Holzeinschlag, ist in ihnen schon enthalten, und es gibt genügend ältere. METHOD 7 (Regression) verwendet alle; METHOD 3 (Median) findet möglicherweise mehr langsame Veränderung.</translation>
    </message>
    <message>
      <source>Change that takes weeks, such as logging, is in the latest images already: METHOD 3 (median) or GAP may find more.</source>
      <translation>Veränderung, die Wochen dauert, etwa Holzeinschlag, ist in den letzten Bildern schon enthalten: METHOD 3 (Median) oder GAP findet möglicherweise mehr.</translation>
    </message>
    <message>
      <source>Method: network, model '{model}'; latest earlier images that it uses: {dates}.</source>
      <translation>Methode: Netz, Modell „{model}“; letzte frühere Bilder, die es verwendet: {dates}.</translation>
    </message>
    <message>
      <source>MODEL is not used: the method is {method}.</source>
      <translation>MODEL wird nicht verwendet: Die Methode ist {method}.</translation>
    </message>
    <message>
      <source>The model '{model}' was trained on images filtered by {trained}, but the filter is {filter}.</source>
      <translation>Das Modell „{model}“ wurde mit durch {trained} gefilterten Bildern trainiert, der Filter ist aber {filter}.</translation>
    </message>
    <message>
      <source>Conditions that no image of the table states: {conditions}.</source>
      <translation>Bedingungen, die kein Bild der Tabelle angibt: {conditions}.</translation>
    </message>
    <message>
      <source>The images are not levelled: offsets of whole images (standard deviation {offset:.1f} dB) are left to the network, which has to explain them by the conditions.</source>
      <translation>Die Bilder sind nicht abgeglichen: Versätze ganzer Bilder (Standardabweichung {offset:.1f} dB) bleiben dem Netz, das sie durch die Bedingungen erklären muss.</translation>
    </message>
    <message>
      <source>Predicted days: {training} for training, {validation} for validation, {held_out} held out.</source>
      <translation>Vorherzusagende Tage: {training} zum Trainieren, {validation} zur Validierung, {held_out} zurückgehalten.</translation>
    </message>
    <message>
      <source>Epoch {epoch}/{epochs}: loss {train_loss:.4f}, validation MSE {mse:.3f} dB² (mean of earlier images {mean_mse:.3f}).</source>
      <translation>Epoche {epoch}/{epochs}: Verlust {train_loss:.4f}, Validierungs-MSE {mse:.3f} dB² (Mittel der früheren Bilder {mean_mse:.3f}).</translation>
    </message>
    <message>
      <source>Use the network on these images: AUC {auc:.3f} on held-out dates, automatic method {automatic_auc:.3f}.</source>
      <translation>Verwenden Sie für diese Bilder das Netz: AUC {auc:.3f} an zurückgehaltenen Daten, automatische Methode {automatic_auc:.3f}.</translation>
    </message>
    <message>
      <source>Use the automatic method, without the network: AUC {automatic_auc:.3f} on held-out dates, network {auc:.3f}.</source>
      <translation>Verwenden Sie die automatische Methode, ohne das Netz: AUC {automatic_auc:.3f} an zurückgehaltenen Daten, Netz {auc:.3f}.</translation>
    </message>
    <message>
      <source>Training {number} of {count}, without the condition: {condition}.</source>
      <translation>Training {number} von {count}, ohne die Bedingung: {condition}.</translation>
    </message>
    <message>
      <source>Threshold of the score: {value:.4g}; a share of {share:g} of the pixels exceeds it; earlier dates counted: {dates}.</source>
      <translation>Schwelle des Wertes: {value:.4g}; ein Anteil von {share:g} der Pixel überschreitet sie; gezählte frühere Termine: {dates}.</translation>
    </message>
    <message>
      <source>Too few earlier pixels to count a share of false alarms of {share:g}: the threshold is that of the image.</source>
      <translation>Zu wenige frühere Pixel für einen Anteil der Fehlalarme von {share:g}: die Schwelle ist die des Bildes.</translation>
    </message>
    <message>
      <source>Images that do not show the ground that the statistical change imitates: {count}. It is not put into them.</source>
      <translation>Bilder, die den Boden nicht zeigen, den die statistische Veränderung nachahmt: {count}. Sie wird nicht in sie eingesetzt.</translation>
    </message>
    <message>
      <source>Polygons of change: {polygons}; images: {dates}; folder: '{folder}'.</source>
      <translation>Polygone der Veränderung: {polygons}; Bilder: {dates}; Ordner: „{folder}“.</translation>
    </message>
    <message>
      <source>{method}, {change}: AUC {auc:.3f}, average precision {ap:.3f}.</source>
      <translation>{method}, {change}: AUC {auc:.3f}, mittlere Präzision {ap:.3f}.</translation>
    </message>
    <message>
      <source>Images: {count}; places: {places}; {first} to {last}.</source>
      <translation>Bilder: {count}; Orte: {places}; {first} bis {last}.</translation>
    </message>
    <message>
      <source>Left out: '{path}' ({reason}).</source>
      <translation>Ausgelassen: '{path}' ({reason}).</translation>
    </message>
    <message>
      <source>Unknown for some images, left empty: {columns}.</source>
      <translation>Für manche Bilder unbekannt, leer gelassen: {columns}.</translation>
    </message>
    <message>
      <source>Images with weather joined: {count} of {total} ({columns}).</source>
      <translation>Bilder mit zugeordnetem Wetter: {count} von {total} ({columns}).</translation>
    </message>
    <message>
      <source>'{address}' is no address of a server.</source>
      <translation>„{address}“ ist keine Adresse eines Servers.</translation>
    </message>
    <message>
      <source>Give an address such as https://change.example.org in the Options of Groundshift.</source>
      <translation>Geben Sie in den Optionen von Groundshift eine Adresse wie https://change.example.org an.</translation>
    </message>
    <message>
      <source>The server {address} does not answer: {reason}</source>
      <translation>Der Server {address} antwortet nicht: {reason}</translation>
    </message>
    <message>
      <source>Check the connection and the address in the Options of Groundshift, or let jobs run on this computer.</source>
      <translation>Prüfen Sie die Verbindung und die Adresse in den Optionen von Groundshift, oder lassen Sie Aufträge auf diesem Rechner laufen.</translation>
    </message>
    <message>
      <source>The server {address} stopped answering while the job ran: {reason}</source>
      <translation>Der Server {address} antwortete nicht mehr, während der Auftrag lief: {reason}</translation>
    </message>
    <message>
      <source>No output was written. Run the tool again when the server answers.</source>
      <translation>Es wurde keine Ausgabe geschrieben. Führen Sie das Werkzeug erneut aus, wenn der Server antwortet.</translation>
    </message>
    <message>
      <source>The certificate of the server {address} is not trusted: {reason}</source>
      <translation>Dem Zertifikat des Servers {address} wird nicht vertraut: {reason}</translation>
    </message>
    <message>
      <source>Import the certificate of its authority in QGIS's Options under Authentication.</source>
      <translation>Importieren Sie das Zertifikat seiner Zertifizierungsstelle in den Optionen von QGIS unter Authentifizierung.</translation>
    </message>
    <message>
      <source>The server {address} does not accept the token: {reason}</source>
      <translation>Der Server {address} nimmt das Token nicht an: {reason}</translation>
    </message>
    <message>
      <source>Enter a valid token in the Options of Groundshift.</source>
      <translation>Geben Sie in den Optionen von Groundshift ein gültiges Token ein.</translation>
    </message>
    <message>
      <source>The token of the server cannot be read from or written to QGIS's authentication store.</source>
      <translation>Das Token des Servers lässt sich nicht aus dem Authentifizierungsspeicher von QGIS lesen oder in ihn schreiben.</translation>
    </message>
    <message>
      <source>Enter the master password when QGIS asks for it. For qgis_process set QGIS_AUTH_PASSWORD_FILE, or GROUNDSHIFT_SERVER_TOKEN in place of the store.</source>
      <translation>Geben Sie das Hauptpasswort ein, wenn QGIS danach fragt. Für qgis_process setzen Sie QGIS_AUTH_PASSWORD_FILE, oder GROUNDSHIFT_SERVER_TOKEN anstelle des Speichers.</translation>
    </message>
    <message>
      <source>The server {address} refuses the job: {reason}</source>
      <translation>Der Server {address} weist den Auftrag ab: {reason}</translation>
    </message>
    <message>
      <source>Correct what it names, or choose in the Options of Groundshift that jobs run on this computer.</source>
      <translation>Beheben Sie, was er nennt, oder wählen Sie in den Optionen von Groundshift, dass Aufträge auf diesem Rechner laufen.</translation>
    </message>
    <message>
      <source>{address} does not answer as a server of Groundshift: {reason}</source>
      <translation>{address} antwortet nicht wie ein Server von Groundshift: {reason}</translation>
    </message>
    <message>
      <source>Check the address in the Options of Groundshift; the versions of plugin and server may differ.</source>
      <translation>Prüfen Sie die Adresse in den Optionen von Groundshift; die Versionen von Plugin und Server könnten verschieden sein.</translation>
    </message>
    <message>
      <source>The job failed on the server: {reason}</source>
      <translation>Der Auftrag ist auf dem Server gescheitert: {reason}</translation>
    </message>
    <message>
      <source>The administrator of the server can look up the job in its log.</source>
      <translation>Die Verwaltung des Servers findet den Auftrag in dessen Protokoll.</translation>
    </message>
    <message>
      <source>The job was cancelled on the server.</source>
      <translation>Der Auftrag wurde auf dem Server abgebrochen.</translation>
    </message>
    <message>
      <source>Run the tool again, or ask the administrator of the server.</source>
      <translation>Führen Sie das Werkzeug erneut aus, oder fragen Sie die Verwaltung des Servers.</translation>
    </message>
    <message>
      <source>'{layer}' cannot be sent to the server: {reason}</source>
      <translation>„{layer}“ kann nicht an den Server gesendet werden: {reason}</translation>
    </message>
    <message>
      <source>Export the layer to a GeoTIFF, or choose in the Options that jobs run on this computer.</source>
      <translation>Exportieren Sie den Layer als GeoTIFF, oder wählen Sie in den Optionen, dass Aufträge auf diesem Rechner laufen.</translation>
    </message>
    <message>
      <source>A file cannot be read while it is sent to the server: {reason}</source>
      <translation>Eine Datei lässt sich beim Senden an den Server nicht lesen: {reason}</translation>
    </message>
    <message>
      <source>Check the file, and run the tool again.</source>
      <translation>Prüfen Sie die Datei, und führen Sie das Werkzeug erneut aus.</translation>
    </message>
    <message>
      <source>'{name}' ({size}) is sent to {address}.</source>
      <translation>„{name}“ ({size}) wird an {address} gesendet.</translation>
    </message>
    <message>
      <source>The server is busy; the job waits. {reason}</source>
      <translation>Der Server ist ausgelastet; der Auftrag wartet. {reason}</translation>
    </message>
    <message>
      <source>This job runs on this computer, not on the server: it measures or looks at this computer.</source>
      <translation>Dieser Auftrag läuft auf diesem Rechner und nicht auf dem Server: Er misst oder betrachtet diesen Rechner.</translation>
    </message>
    <message>
      <source>The server is not used: the machines of the cluster read and write the files under the names that they have on this computer, which coordinates them.</source>
      <translation>Der Server wird nicht benutzt: Die Rechner des Clusters lesen und schreiben die Dateien unter den Namen, die sie auf diesem Rechner haben; er koordiniert sie.</translation>
    </message>
    <message>
      <source>The table is made on this computer, not on the server: it names the files of this computer.</source>
      <translation>Die Tabelle entsteht auf diesem Rechner und nicht auf dem Server: Sie nennt die Dateien dieses Rechners.</translation>
    </message>
    <message>
      <source>The server has no checkpoint of this training: it begins anew. A checkpoint of another computer stays there.</source>
      <translation>Der Server hat keinen Zwischenstand dieses Trainings: Es beginnt neu. Der Zwischenstand eines anderen Rechners bleibt dort.</translation>
    </message>
    <message>
      <source>The checkpoint of this training is on a server, which is not chosen now: without another one here, it begins anew.</source>
      <translation>Der Zwischenstand dieses Trainings liegt auf einem Server, der jetzt nicht gewählt ist: Ohne einen weiteren auf diesem Rechner beginnt es neu.</translation>
    </message>
    <message>
      <source>No learning rate can be suggested after {steps} steps: the loss diverged immediately.</source>
      <translation>Aus {steps} Schritten lässt sich keine Lernrate bestimmen: Der Verlust explodierte sofort.</translation>
    </message>
    <message>
      <source>Start with a lower rate, and check the data by viewing a sample.</source>
      <translation>Mit einer kleineren Rate beginnen und die Daten an einer Stichprobe prüfen.</translation>
    </message>
    <message>
      <source>The labels '{layer}' contain no polygons.</source>
      <translation>Die Labels „{layer}“ enthalten keine Polygone.</translation>
    </message>
    <message>
      <source>Digitise changes, or choose another layer.</source>
      <translation>Digitalisieren, was sich verändert hat, oder einen anderen Layer wählen.</translation>
    </message>
    <message>
      <source>The labels '{layer}' are a point or line layer.</source>
      <translation>Die Labels „{layer}“ sind ein Punkt- oder Linienlayer.</translation>
    </message>
    <message>
      <source>Digitise changes as polygons.</source>
      <translation>Was sich verändert hat, als Polygone digitalisieren.</translation>
    </message>
    <message>
      <source>No label of '{layer}' lies within the images of '{pair}'.</source>
      <translation>Kein Label von „{layer}“ liegt auf den Bildern von „{pair}“.</translation>
    </message>
    <message>
      <source>Check the CRS of the label layer, and that labels and images belong together.</source>
      <translation>Das KBS des Layers der Labels prüfen, und ob Labels und Bilder zusammengehören.</translation>
    </message>
    <message>
      <source>{labels} label layers were given for {pairs} pairs of images.</source>
      <translation>{labels} Layer mit Labels wurden für {pairs} Bildpaare angegeben.</translation>
    </message>
    <message>
      <source>Give one label layer for all pairs, or one per pair in the same order.</source>
      <translation>Einen Layer mit Labels für alle Paare angeben oder einen je Paar, in ihrer Reihenfolge.</translation>
    </message>
    <message>
      <source>{before} earlier images were given, but {after} later ones.</source>
      <translation>{before} frühere Bilder wurden angegeben, aber {after} spätere.</translation>
    </message>
    <message>
      <source>Give the same number of images for both dates, in the same order.</source>
      <translation>Von beiden Zeitpunkten gleich viele Bilder angeben, in derselben Reihenfolge.</translation>
    </message>
    <message>
      <source>No training data.</source>
      <translation>Es gibt nichts, womit trainiert werden kann.</translation>
    </message>
    <message>
      <source>Give images of both dates with labels, or folders of chips.</source>
      <translation>Bilder beider Zeitpunkte mit Labels oder Ordner mit Chips angeben.</translation>
    </message>
    <message>
      <source>There are more than {limit} classes.</source>
      <translation>Es gibt mehr als {limit} Klassen.</translation>
    </message>
    <message>
      <source>Choose another class field, or leave it empty to train change against no change.</source>
      <translation>Ein anderes Klassenfeld wählen oder für Veränderung als solche leer lassen.</translation>
    </message>
    <message>
      <source>Some labels have classes ({named}), others do not.</source>
      <translation>Einige Labels nennen Klassen ({named}), andere nur, dass sich etwas verändert hat.</translation>
    </message>
    <message>
      <source>Give all labels a class, or leave CLASS_FIELD empty.</source>
      <translation>Allen Labels eine Klasse geben oder CLASS_FIELD leer lassen.</translation>
    </message>
    <message>
      <source>No training labels are left: there is no change in the labelled area.</source>
      <translation>Kein Label bleibt, aus dem sich lernen ließe: Im gelabelten Gebiet hat sich nichts verändert.</translation>
    </message>
    <message>
      <source>Digitise changes inside the area, and check the CRS of the area and the labels.</source>
      <translation>Veränderungen im Gebiet digitalisieren und das KBS von Gebiet und Labels prüfen.</translation>
    </message>
    <message>
      <source>Only {pixels:,} labelled pixels are left to train on; at least {least:,} are needed.</source>
      <translation>Nur {pixels:,} gelabelte Pixel bleiben zum Trainieren; mindestens {least:,} sind nötig.</translation>
    </message>
    <message>
      <source>Enlarge the completely labelled area, or add labels.</source>
      <translation>Das Gebiet vergrößern, in dem die Labels vollständig sind, oder Labels hinzufügen.</translation>
    </message>
    <message>
      <source>'{one}' has {count} bands, but the training uses {wanted}.</source>
      <translation>„{one}“ hat {count} Bänder, trainiert wird aber mit {wanted}.</translation>
    </message>
    <message>
      <source>Give images with the same bands, or choose bands with BEFORE_BANDS and AFTER_BANDS.</source>
      <translation>Bilder mit denselben Bändern angeben oder die Bänder mit BEFORE_BANDS und AFTER_BANDS wählen.</translation>
    </message>
    <message>
      <source>{name} cannot be {value}.</source>
      <translation>{name} kann nicht {value} sein.</translation>
    </message>
    <message>
      <source>Give {rule}.</source>
      <translation>{rule} angeben.</translation>
    </message>
    <message>
      <source>{name} cannot be '{value}': {reason}</source>
      <translation>{name} kann nicht „{value}“ sein: {reason}</translation>
    </message>
    <message>
      <source>Choose another value for {name}.</source>
      <translation>Für {name} etwas anderes wählen.</translation>
    </message>
    <message>
      <source>'{base}' is trained on land cover of one date, not on the changes between two dates.</source>
      <translation>'{base}' wird mit Landbedeckung eines Zeitpunkts trainiert, nicht mit Veränderungen zwischen zwei Zeitpunkten.</translation>
    </message>
    <message>
      <source>Leave AFTER empty and give one image in BEFORE with its labels, or folders of images and masks in CHIPS.</source>
      <translation>Lassen Sie AFTER leer und geben Sie in BEFORE ein Bild mit seinen Labels an, oder in CHIPS Ordner mit Bildern und Masken.</translation>
    </message>
    <message>
      <source>'{base}' is trained on the changes between two dates, not on the land cover of one date.</source>
      <translation>„{base}“ wird auf Veränderungen zwischen zwei Zeitpunkten trainiert, nicht auf die Landbedeckung eines Zeitpunkts.</translation>
    </message>
    <message>
      <source>Give the later image in AFTER, or choose a base for land cover, such as unet.</source>
      <translation>Geben Sie in AFTER das spätere Bild an, oder wählen Sie eine Basis für Landbedeckung, etwa unet.</translation>
    </message>
    <message>
      <source>'{name}' is both the earlier and the later image: between them nothing changes.</source>
      <translation>'{name}' ist zugleich das frühere und das spätere Bild: Dazwischen ändert sich nichts.</translation>
    </message>
    <message>
      <source>Choose the image of the other date in BEFORE or AFTER.</source>
      <translation>Wählen Sie in BEFORE oder AFTER das Bild des anderen Datums.</translation>
    </message>
    <message>
      <source>The labels '{layer}' have no class field, which land cover needs.</source>
      <translation>Die Labels „{layer}“ haben kein Klassenfeld, das für Landbedeckung nötig ist.</translation>
    </message>
    <message>
      <source>Choose the field with the class of each polygon in CLASS_FIELD.</source>
      <translation>Wählen Sie in CLASS_FIELD das Feld mit der Klasse jedes Polygons.</translation>
    </message>
    <message>
      <source>Labels were given both as polygons and as class rasters.</source>
      <translation>Labels wurden sowohl als Polygone als auch als Klassenraster angegeben.</translation>
    </message>
    <message>
      <source>Give LABELS or CLASS_RASTER.</source>
      <translation>Geben Sie LABELS oder CLASS_RASTER an.</translation>
    </message>
    <message>
      <source>A class raster is the land cover of one date, but images of two dates were given.</source>
      <translation>Ein Klassenraster ist die Landbedeckung eines Zeitpunkts, aber es wurden Bilder zweier Zeitpunkte angegeben.</translation>
    </message>
    <message>
      <source>Leave AFTER empty, or give polygons of the changes in LABELS.</source>
      <translation>Lassen Sie AFTER leer, oder geben Sie in LABELS Polygone der Veränderungen an.</translation>
    </message>
    <message>
      <source>There is no model and no architecture '{base}'.</source>
      <translation>Es gibt kein Modell und keine Architektur „{base}“.</translation>
    </message>
    <message>
      <source>Choose a model ({models}), the path of an ONNX file, or one of the architectures {architectures}.</source>
      <translation>Ein Modell ({models}), den Pfad einer ONNX-Datei oder eine der Architekturen {architectures} wählen.</translation>
    </message>
    <message>
      <source>The model '{model}' cannot be trained further: {reason}</source>
      <translation>Das Modell „{model}“ lässt sich nicht weitertrainieren: {reason}</translation>
    </message>
    <message>
      <source>Choose a bundled model, a model trained with Groundshift, or an architecture.</source>
      <translation>Ein mitgeliefertes Modell, ein hier trainiertes oder eine Architektur wählen.</translation>
    </message>
    <message>
      <source>Training diverged: the loss became NaN.</source>
      <translation>Das Training ist entgleist: Der Verlust ist keine Zahl mehr.</translation>
    </message>
    <message>
      <source>Reduce LEARNING_RATE.</source>
      <translation>Eine kleinere LEARNING_RATE angeben.</translation>
    </message>
    <message>
      <source>Even a single crop of {size} pixels does not fit into the memory of '{device}'.</source>
      <translation>Nicht einmal ein einziger Ausschnitt von {size} Pixeln passt in den Speicher von „{device}“.</translation>
    </message>
    <message>
      <source>Choose a smaller TILE_SIZE or a lighter network, or close other programs.</source>
      <translation>Eine kleinere TILE_SIZE oder ein leichteres Netz wählen oder andere Programme schließen.</translation>
    </message>
    <message>
      <source>There is no device '{device}' to train on.</source>
      <translation>Es gibt kein Gerät „{device}“ zum Trainieren.</translation>
    </message>
    <message>
      <source>Choose one of {known}, or leave it empty.</source>
      <translation>Eines von {known} wählen oder leer lassen.</translation>
    </message>
    <message>
      <source>Training needs the package torch, which is not installed in the runtime: {reason}</source>
      <translation>Zum Trainieren braucht die Laufzeitumgebung das Paket torch, das nicht installiert ist: {reason}</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' with the component 'Training' once (needs an internet connection).</source>
      <translation>Einmal das Werkzeug „Laufzeitumgebung installieren“ mit der Komponente 'Training' ausführen (es braucht eine Internetverbindung).</translation>
    </message>
    <message>
      <source>The checkpoint in '{folder}' belongs to another training: {what} differ.</source>
      <translation>Der Zwischenstand in „{folder}“ gehört zu einem anderen Training: Es unterscheiden sich {what}.</translation>
    </message>
    <message>
      <source>Choose another MODEL file, use the same settings and data to resume, or switch RESUME off to start again.</source>
      <translation>Eine andere Datei MODEL wählen, zum Fortfahren dieselben Einstellungen und Daten angeben oder RESUME abschalten, um neu zu beginnen.</translation>
    </message>
    <message>
      <source>The checkpoint in '{folder}' cannot be read: {reason}</source>
      <translation>Der Zwischenstand in „{folder}“ lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
      <source>Switch RESUME off to start again, or remove that folder.</source>
      <translation>RESUME abschalten, um neu zu beginnen, oder diesen Ordner entfernen.</translation>
    </message>
    <message>
      <source>The checkpoint could not be written to '{folder}': {reason}</source>
      <translation>Der Zwischenstand ließ sich nicht in „{folder}“ schreiben: {reason}</translation>
    </message>
    <message>
      <source>Free disk space or check the permissions of the folder, then run again: the training resumes from the last checkpoint.</source>
      <translation>Platz schaffen oder die Rechte des Ordners prüfen, dann erneut ausführen: Das Training fährt vom letzten guten Zwischenstand fort.</translation>
    </message>
    <message>
      <source>There is no folder '{path}'.</source>
      <translation>Es gibt keinen Ordner „{path}“.</translation>
    </message>
    <message>
      <source>Choose a folder of chips.</source>
      <translation>Einen Ordner mit Chips wählen.</translation>
    </message>
    <message>
      <source>The list of classes '{path}' cannot be used: {reason}</source>
      <translation>Die Klassenliste '{path}' kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
      <source>List each class with its value or its colour, such as building and #3C1098.</source>
      <translation>Führen Sie jede Klasse mit ihrem Wert oder ihrer Farbe auf, etwa building und #3C1098.</translation>
    </message>
    <message>
      <source>The folder '{path}' contains no chips: it has neither a manifest, nor the folders A, B and label, nor images_before, images_after and labels.</source>
      <translation>Der Ordner „{path}“ enthält keine Chips: weder ein Manifest noch die Ordner A, B und label noch images_before, images_after und labels.</translation>
    </message>
    <message>
      <source>Choose the folder that contains these, or export chips with 'Export chips'.</source>
      <translation>Den Ordner wählen, der diese enthält, oder Chips mit „Chips exportieren“ erstellen.</translation>
    </message>
    <message>
      <source>The chips in '{path}' are pairs of dates, but the model is for land cover on one date.</source>
      <translation>Die Chips in „{path}“ sind Paare von Zeitpunkten, aber das Modell ist für die Landbedeckung eines Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose chips of images with masks of land cover, or a model for change.</source>
      <translation>Wählen Sie Chips von Bildern mit Masken der Landbedeckung, oder ein Modell für Veränderung.</translation>
    </message>
    <message>
      <source>The chips in '{path}' are images of one date, but the model is for change between two.</source>
      <translation>Die Chips in „{path}“ sind Bilder eines Zeitpunkts, aber das Modell ist für die Veränderung zwischen zweien.</translation>
    </message>
    <message>
      <source>Choose chips of pairs with labels of change, or a model for land cover.</source>
      <translation>Wählen Sie Chips von Paaren mit Labels der Veränderung, oder ein Modell für Landbedeckung.</translation>
    </message>
    <message>
      <source>The manifest '{path}' cannot be read: {reason}</source>
      <translation>Das Manifest „{path}“ lässt sich nicht lesen: {reason}</translation>
    </message>
    <message>
      <source>Export the chips again, or remove the manifest from a folder in a known layout.</source>
      <translation>Die Chips erneut exportieren oder das Manifest aus einem Ordner mit bekannter Anordnung entfernen.</translation>
    </message>
    <message>
      <source>No chip in '{path}' can be used: {reason}</source>
      <translation>Kein Chip in „{path}“ ist brauchbar: {reason}</translation>
    </message>
    <message>
      <source>Check that the images can be opened, and that the dates and the label of a chip have the same name and size.</source>
      <translation>Prüfen, ob sich die Bilder öffnen lassen und ob Zeitpunkte und Label eines Chips denselben Namen und dieselbe Größe haben.</translation>
    </message>
    <message>
      <source>{format} cannot hold {bands} bands of {dtype}.</source>
      <translation>{format} kann {bands} Bänder vom Typ {dtype} nicht aufnehmen.</translation>
    </message>
    <message>
      <source>Choose GeoTIFF.</source>
      <translation>GeoTIFF wählen.</translation>
    </message>
    <message>
      <source>No chip of {size} pixels fits into the labelled area.</source>
      <translation>Kein Chip von {size} Pixeln passt in das gelabelte Gebiet.</translation>
    </message>
    <message>
      <source>Choose a smaller TILE_SIZE, or check the area and the mask.</source>
      <translation>Eine kleinere TILE_SIZE wählen oder Gebiet und Maske prüfen.</translation>
    </message>
    <message>
      <source>Suggested learning rate: {rate:.2g} (steepest decrease of the loss).</source>
      <translation>Vorgeschlagene Lernrate: {rate:.2g}; dort fiel der Verlust am steilsten.</translation>
    </message>
    <message>
      <source>Suggested learning rate: {rate:.2g}, a tenth of the rate at which the loss began to rise; the loss hardly decreased at any rate.</source>
      <translation>Vorgeschlagene Lernrate: {rate:.2g}, ein Zehntel derer, ab der der Verlust stieg; er fiel bei kaum einer Rate.</translation>
    </message>
    <message>
      <source>Labels '{layer}': {count:,} polygons are used.</source>
      <translation>Labels „{layer}“: {count:,} Polygone werden verwendet.</translation>
    </message>
    <message>
      <source>{count} of {total} labels of '{layer}' lie outside the images: they are left out.</source>
      <translation>{count} von {total} Labels von „{layer}“ liegen außerhalb der Bilder: Sie werden ausgelassen.</translation>
    </message>
    <message>
      <source>{count} of {total} labels of '{layer}' lie outside the completely labelled area: they are left out.</source>
      <translation>{count} von {total} Labels von „{layer}“ liegen außerhalb des Gebiets, in dem die Labels vollständig sind: Sie werden ausgelassen.</translation>
    </message>
    <message>
      <source>{count} of {total} labels of '{layer}' have no class: their area is left out of the training.</source>
      <translation>{count} von {total} Labels von „{layer}“ haben keine Klasse: Der Boden, den sie abdecken, bleibt im Training weg.</translation>
    </message>
    <message>
      <source>No completely labelled area was given: labelling is assumed to be complete in the {side}-pixel tiles that labels touch.</source>
      <translation>Kein Gebiet sagt, wo die Labels vollständig sind: Es wird für die Kacheln von {side} Pixeln angenommen, die Labels berühren.</translation>
    </message>
    <message>
      <source>Class '{name}' has only {pixels:,} labelled pixels: add more labels of this class.</source>
      <translation>Die Klasse „{name}“ hat nur {pixels:,} gelabelte Pixel: Mehr Labels von ihr würden helfen.</translation>
    </message>
    <message>
      <source>Class '{name}' covers no pixel of the labelled area: it cannot be trained.</source>
      <translation>Die Klasse „{name}“ deckt kein Pixel des gelabelten Gebiets ab: Sie lässt sich nicht lernen.</translation>
    </message>
    <message>
      <source>Only {hectares:.2f} ha ({pixels:,} pixels) are labelled: the validation will be uncertain.</source>
      <translation>Nur {hectares:.2f} ha sind gelabelt, {pixels:,} Pixel: Die Validierung wird unsicher sein.</translation>
    </message>
    <message>
      <source>Only {percent:.2f} % of the labelled area is change: changes get a higher weight in the training.</source>
      <translation>Nur {percent:.2f} % des gelabelten Gebiets haben sich verändert: Veränderungen zählen im Training mehr.</translation>
    </message>
    <message>
      <source>{percent:.0f} % of the labelled area is change: add unchanged ground to the area to avoid false alarms.</source>
      <translation>{percent:.0f} % des gelabelten Gebiets haben sich verändert: Nehmen Sie Boden ohne Veränderung in das Gebiet auf, sonst sind Fehlalarme wahrscheinlich.</translation>
    </message>
    <message>
      <source>'{pair}': the dates are shifted by {pixels:.1f} pixels ({metres:.2f} m). Co-register them first ('Co-register') if outlines matter.</source>
      <translation>„{pair}“: Die Zeitpunkte sind um {pixels:.1f} Pixel ({metres:.2f} m) verschoben. Koregistrieren Sie sie zuerst („Koregistrieren“), wenn es auf Umrisse ankommt.</translation>
    </message>
    <message>
      <source>Chips in '{folder}': {count:,} ({pixels:,} pixels).</source>
      <translation>Chips in „{folder}“: {count:,} ({pixels:,} Pixel).</translation>
    </message>
    <message>
      <source>{pixels:,} pixels of the masks in '{folder}' have the colour of no class, by {mean:.0f} grey values on average and {largest:.0f} at most; the class with the nearest was taken.</source>
      <translation>{pixels:,} Pixel der Masken in „{folder}“ haben die Farbe keiner Klasse, im Mittel um {mean:.0f} und höchstens um {largest:.0f} Grauwerte; die Klasse mit der nächsten Farbe wurde genommen.</translation>
    </message>
    <message>
      <source>{count} chips in '{folder}' were left out: {reasons}</source>
      <translation>{count} Chips in „{folder}“ wurden ausgelassen: {reasons}</translation>
    </message>
    <message>
      <source>{count:,} chips written to '{folder}', {changed:,} with change.</source>
      <translation>{count:,} Chips in „{folder}“ geschrieben, davon {changed:,} mit Veränderung.</translation>
    </message>
    <message>
      <source>The layout {layout} has no value for unlabelled ground, which is written as unchanged. Groundshift's own layout distinguishes the two.</source>
      <translation>Die Anordnung {layout} hat keinen Wert für ungelabelten Boden: Er gilt dort als unverändert. Die Anordnung der Erweiterung unterscheidet ihn.</translation>
    </message>
    <message>
      <source>Training area: {train:,} pixels; validation area: {validation:,} pixels in separate blocks, {percent:.2f} % of them changed. Classes: {classes}.</source>
      <translation>Trainingsgebiet: {train:,} Pixel, Validierungsgebiet: {validation:,} Pixel in eigenen Blöcken; {percent:.2f} % davon haben sich verändert. Klassen: {classes}.</translation>
    </message>
    <message>
      <source>The labelled area is too small for a validation: the last epoch is kept and its accuracy is unknown.</source>
      <translation>Das Gebiet ist zu klein, um einen Teil zur Validierung zurückzuhalten: Die letzte Epoche wird behalten, und ihre Genauigkeit ist nicht bekannt.</translation>
    </message>
    <message>
      <source>The validation area contains no change: the best epoch is chosen by the validation loss.</source>
      <translation>Im Validierungsgebiet hat sich nichts verändert: Das Training wird nach seinem Verlust dort beurteilt.</translation>
    </message>
    <message>
      <source>{name}: {parameters:,} parameters, on {device}, {precision}; {epochs} epochs of {steps} steps, batches of {batch} crops of {size} pixels.</source>
      <translation>{name}: {parameters:,} Parameter, auf {device}, {precision}; {epochs} Epochen zu {steps} Schritten, Batches von {batch} Ausschnitten zu {size} Pixeln.</translation>
    </message>
    <message>
      <source>Fine-tuning the model '{model}' ({kept} of {total} weights reused).</source>
      <translation>Das Modell „{model}“ wird weitertrainiert ({kept} von {total} Gewichten werden übernommen).</translation>
    </message>
    <message>
      <source>The encoder starts from random weights: {reason}</source>
      <translation>Der Encoder beginnt mit Zufallswerten: {reason}</translation>
    </message>
    <message>
      <source>Against forgetting: predictions on {tiles} unlabelled tiles are kept close to those of '{model}'.</source>
      <translation>Gegen das Vergessen: Das Netz wird an dem gehalten, was „{model}“ von {tiles} Kacheln ohne Labels sagt.</translation>
    </message>
    <message>
      <source>There is no unlabelled ground on which to preserve the base model's predictions. If the model will be used elsewhere, too, give a folder of other chips in REPLAY.</source>
      <translation>Es gibt keinen Boden ohne Labels, um das Netz an seinem Wissen zu halten. Soll es auch anderswo arbeiten, nennen Sie in REPLAY einen Ordner mit anderen Chips.</translation>
    </message>
    <message>
      <source>Against forgetting: {share:.0%} of the crops come from {count:,} replay chips.</source>
      <translation>Gegen das Vergessen: {share:.0%} der Ausschnitte kommen aus {count:,} Chips anderer Orte.</translation>
    </message>
    <message>
      <source>Resumed after epoch {epoch}.</source>
      <translation>Nach Epoche {epoch} fortgesetzt.</translation>
    </message>
    <message>
      <source>Epoch {epoch} of {epochs}: training loss {train_loss:.4f}, validation loss {validation_loss:.4f}, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f}; {seconds:.0f} s.</source>
      <translation>Epoche {epoch} von {epochs}: Trainingsverlust {train_loss:.4f}, Validierungsverlust {validation_loss:.4f}, Precision {precision:.3f}, Recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f}; {seconds:.0f} s.</translation>
    </message>
    <message>
      <source>Epoch {epoch} of {epochs}: training loss {train_loss:.4f}; {seconds:.0f} s.</source>
      <translation>Epoche {epoch} von {epochs}: Trainingsverlust {train_loss:.4f}; {seconds:.0f} s.</translation>
    </message>
    <message>
      <source>Before training: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f} on the validation area.</source>
      <translation>Vor dem Training: Precision {precision:.3f}, Recall {recall:.3f}, F1 {f1:.3f}, IoU {iou:.3f} im Validierungsgebiet.</translation>
    </message>
    <message>
      <source>The encoder is trained as well from here on.</source>
      <translation>Ab jetzt wird auch der Encoder trainiert.</translation>
    </message>
    <message>
      <source>Out of memory: continuing with batches of {batch} crops.</source>
      <translation>Der Speicher ging aus: ab jetzt Batches von {batch} Ausschnitten.</translation>
    </message>
    <message>
      <source>To keep within {minutes:g} minutes, {epochs} epochs of {steps} steps are planned.</source>
      <translation>Um in {minutes:g} Minuten fertig zu werden, sind {epochs} Epochen zu {steps} Schritten geplant.</translation>
    </message>
    <message>
      <source>No improvement of {monitor} for {patience} epochs: the training stops early.</source>
      <translation>Seit {patience} Epochen ist {monitor} nicht besser geworden: Das Training endet.</translation>
    </message>
    <message>
      <source>Stopped: the best weights so far are kept.</source>
      <translation>Angehalten: Das bisher Beste wird behalten.</translation>
    </message>
    <message>
      <source>Paused.</source>
      <translation>Pausiert.</translation>
    </message>
    <message>
      <source>Resumed.</source>
      <translation>Es geht weiter.</translation>
    </message>
    <message>
      <source>Kept: epoch {epoch} ({monitor} {value:.4f}).</source>
      <translation>Behalten: Epoche {epoch} ({monitor} {value:.4f}).</translation>
    </message>
    <message>
      <source>Against forgetting: a blend of {percent:.1f} % new and the rest base weights is as good on the validation area ({monitor} {value:.4f}, new weights alone {alone:.4f}).</source>
      <translation>Gegen das Vergessen: {percent:.1f} % der neuen Gewichte und sonst die des Basismodells sind auf der Validierungsfläche gleich gut ({monitor} {value:.4f}, nur neue {alone:.4f}).</translation>
    </message>
    <message>
      <source>The base model is as good or better on the validation area (F1 {base:.3f}, new {new:.3f}): more or other labels are needed.</source>
      <translation>Im Validierungsgebiet ist das Ausgangsmodell nicht schlechter (F1 {base:.3f}, neu {new:.3f}): Es sind mehr oder andere Labels nötig.</translation>
    </message>
    <message>
      <source>F1 of any change against the base model: {gain:+.3f} (95 % interval {low:+.3f} to {high:+.3f}, {blocks} blocks).</source>
      <translation>F1 der Veränderung gegenüber dem Ausgangsmodell: {gain:+.3f} (95-%-Intervall {low:+.3f} bis {high:+.3f}, {blocks} Blöcke).</translation>
    </message>
    <message>
      <source>No real difference from the base model: F1 of any change {gain:+.3f}, 95 % interval {low:+.3f} to {high:+.3f} over {blocks} blocks of the validation ground. More labels tell more.</source>
      <translation>Kein wirklicher Unterschied zum Ausgangsmodell: F1 der Veränderung {gain:+.3f}, 95-%-Intervall {low:+.3f} bis {high:+.3f} über {blocks} Blöcke der Validierungsfläche. Mit mehr Labels lässt sich mehr sagen.</translation>
    </message>
    <message>
      <source>The validation ground is too small ({blocks} blocks of 64 pixels, {least} are needed) to say whether the difference is real.</source>
      <translation>Die Validierungsfläche ist zu klein ({blocks} Blöcke von 64 Pixeln, nötig sind {least}), um zu sagen, ob der Unterschied echt ist.</translation>
    </message>
    <message>
      <source>Temperature {temperature:.2f}, threshold {threshold:.2f}.</source>
      <translation>Temperatur {temperature:.2f}, Schwellenwert {threshold:.2f}.</translation>
    </message>
    <message>
      <source>Written: '{path}' (largest difference between ONNX Runtime and PyTorch: {difference:.2g}).</source>
      <translation>Geschrieben: „{path}“ (ONNX Runtime und PyTorch unterscheiden sich um höchstens {difference:.2g}).</translation>
    </message>
    <message>
      <source>The package tensorboard is not installed: no TensorBoard log is written.</source>
      <translation>Das Paket tensorboard ist nicht installiert: Dafür wird kein Protokoll geschrieben.</translation>
    </message>
    <message>
      <source>Logged as an MLflow run to '{uri}'.</source>
      <translation>Als Lauf von MLflow protokolliert in „{uri}“.</translation>
    </message>
    <message>
      <source>The dates are not swapped in augmentation: opposite classes are unknown.</source>
      <translation>Die Zeitpunkte werden nicht vertauscht: Es ist nicht bekannt, welche Klasse das Gegenteil von welcher ist.</translation>
    </message>
    <message>
      <source>Going on with an unfinished run of the same inputs: {done:,} of {total:,} blocks are finished.</source>
      <translation>Ein unvollendeter Lauf mit denselben Eingaben wird fortgesetzt: {done:,} von {total:,} Blöcken sind fertig.</translation>
    </message>
    <message>
      <source>An unfinished run was found, but the inputs, the model, the settings or the software have changed since: all blocks are computed anew.</source>
      <translation>Ein unvollendeter Lauf wurde gefunden, aber Eingaben, Modell, Einstellungen oder Software haben sich seither geändert: Alle Blöcke werden neu berechnet.</translation>
    </message>
    <message>
      <source>The finished blocks are kept ({done:,} of {total:,}). Run the tool again with the same inputs to go on from there.</source>
      <translation>Die fertigen Blöcke bleiben erhalten ({done:,} von {total:,}). Starten Sie das Werkzeug mit denselben Eingaben noch einmal, um dort fortzufahren.</translation>
    </message>
    <message>
      <source>Finished blocks cannot be kept ({reason}): if this run is cut off, it cannot be resumed.</source>
      <translation>Fertige Blöcke können nicht aufbewahrt werden ({reason}): Wird dieser Lauf unterbrochen, kann er nicht fortgesetzt werden.</translation>
    </message>
    <message>
      <source>The disk of '{folder}' is too full to keep finished blocks: if this run is cut off, it cannot be resumed.</source>
      <translation>Der Datenträger von „{folder}“ ist zu voll, um fertige Blöcke aufzubewahren: Wird dieser Lauf unterbrochen, kann er nicht fortgesetzt werden.</translation>
    </message>
    <message>
      <source>The same inputs are being processed by another run: if this one is cut off, it cannot be resumed.</source>
      <translation>Dieselben Eingaben werden gerade von einem anderen Lauf verarbeitet: Wird dieser unterbrochen, kann er nicht fortgesetzt werden.</translation>
    </message>
  </context>
  <context>
    <name>JobAlgorithm</name>
    <message>
      <source>The algorithm was not prepared.</source>
      <translation>Der Algorithmus wurde nicht vorbereitet.</translation>
    </message>
    <message>
      <source>The run was stopped because the plugin was unloaded.</source>
      <translation>Der Lauf wurde beendet, weil die Erweiterung entladen wurde.</translation>
    </message>
  </context>
  <context>
    <name>LabelsPage</name>
    <message>
      <source>Draw or load polygons of the changes between two images, and the area within which they are complete. About 60 polygons are enough to start with.</source>
      <translation>Polygone der Veränderungen zwischen zwei Bildern zeichnen oder laden, und das Gebiet, in dem sie vollständig sind. Für den Anfang genügen etwa 60 Polygone.</translation>
    </message>
    <message>
      <source>Labelled pairs of images</source>
      <translation>Gelabelte Bildpaare</translation>
    </message>
    <message>
      <source>Labelled pairs</source>
      <translation>Gelabelte Paare</translation>
    </message>
    <message>
      <source>Add another pair</source>
      <translation>Weiteres Paar hinzufügen</translation>
    </message>
    <message>
      <source>Remove this pair</source>
      <translation>Dieses Paar entfernen</translation>
    </message>
    <message>
      <source>The image of the earlier date.</source>
      <translation>Das Bild des früheren Zeitpunkts.</translation>
    </message>
    <message>
      <source>The image of the later date. Empty: land cover of one date, the image above.</source>
      <translation>Das Bild des späteren Zeitpunkts. Leer: Landbedeckung eines Zeitpunkts, des Bildes darüber.</translation>
    </message>
    <message>
      <source>Polygons of the changes, or of the land cover of one date, in any CRS.</source>
      <translation>Polygone der Veränderungen oder der Landbedeckung eines Zeitpunkts, in einem beliebigen KBS.</translation>
    </message>
    <message>
      <source>For land cover, in place of labels: a raster with the class of each pixel of the image.</source>
      <translation>Für Landbedeckung, anstelle von Labels: ein Raster mit der Klasse jedes Pixels des Bildes.</translation>
    </message>
    <message>
      <source>Field with the class of each polygon, if there are several classes. Empty: all polygons are 'change'.</source>
      <translation>Feld mit der Klasse jedes Polygons, wenn es mehrere Klassen gibt. Leer: alle Polygone sind „Veränderung“.</translation>
    </message>
    <message>
      <source>Polygons within which every change is labelled; everything else in them counts as unchanged. Empty: the close surroundings of the labels.</source>
      <translation>Polygone, in denen jede Veränderung gelabelt ist; alles andere darin gilt als unverändert. Leer: die nahe Umgebung der Labels.</translation>
    </message>
    <message>
      <source>&amp;Before</source>
      <translation>&amp;Vorher</translation>
    </message>
    <message>
      <source>&amp;After</source>
      <translation>&amp;Nachher</translation>
    </message>
    <message>
      <source>&amp;Labels</source>
      <translation>&amp;Labels</translation>
    </message>
    <message>
      <source>Class &amp;field</source>
      <translation>&amp;Klassenfeld</translation>
    </message>
    <message>
      <source>&amp;Complete within</source>
      <translation>V&amp;ollständig in</translation>
    </message>
    <message>
      <source>Class &amp;raster</source>
      <translation>Klassen&amp;raster</translation>
    </message>
    <message>
      <source>Folders of chips (optional)</source>
      <translation>Ordner mit Chips (optional)</translation>
    </message>
    <message>
      <source>Folders of chips</source>
      <translation>Ordner mit Chips</translation>
    </message>
    <message>
      <source>Small image pairs with labels: as written by 'Export chips', in the layout of LEVIR-CD (folders A, B, label), or in that of ArcGIS (images_before, images_after, labels). For land cover: images and masks.</source>
      <translation>Kleine Bildpaare mit ihren Labels: wie „Chips exportieren“ sie schreibt, in der Anordnung von LEVIR-CD (Ordner A, B, label) oder in der von ArcGIS (images_before, images_after, labels). Für Landbedeckung: Bilder und Masken.</translation>
    </message>
    <message>
      <source>Add a folder</source>
      <translation>Ordner hinzufügen</translation>
    </message>
    <message>
      <source>Remove the selected folder</source>
      <translation>Den gewählten Ordner entfernen</translation>
    </message>
    <message>
      <source>(nothing chosen yet)</source>
      <translation>(noch nichts gewählt)</translation>
    </message>
    <message>
      <source>the earlier image</source>
      <translation>das frühere Bild</translation>
    </message>
    <message>
      <source>the later image</source>
      <translation>das spätere Bild</translation>
    </message>
    <message>
      <source>the labels</source>
      <translation>die Labels</translation>
    </message>
    <message>
      <source>Missing: {what}.</source>
      <translation>Es fehlt: {what}.</translation>
    </message>
    <message>
      <source>Both dates are the same layer.</source>
      <translation>Beide Zeitpunkte sind derselbe Layer.</translation>
    </message>
    <message>
      <source>{count} polygons.</source>
      <translation>{count} Polygone.</translation>
    </message>
    <message>
      <source>the image</source>
      <translation>das Bild</translation>
    </message>
    <message>
      <source>Choose labels or a class raster, not both.</source>
      <translation>Wählen Sie Labels oder ein Klassenraster, nicht beides.</translation>
    </message>
    <message>
      <source>A class raster is the land cover of one date: leave the later image empty.</source>
      <translation>Ein Klassenraster ist die Landbedeckung eines Zeitpunkts: Lassen Sie das spätere Bild leer.</translation>
    </message>
    <message>
      <source>Land cover of one date: start from a land-cover model or from a U-Net of one date.</source>
      <translation>Landbedeckung eines Zeitpunkts: Beginnen Sie mit einem Landbedeckungsmodell oder einem U-Net eines Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose a folder of chips</source>
      <translation>Einen Ordner mit Chips wählen</translation>
    </message>
  </context>
  <context>
    <name>LandCoverSeries</name>
    <message>
      <source>Land cover of a series</source>
      <translation>Landbedeckung einer Zeitreihe</translation>
    </message>
    <message>
      <source>land cover,land use,series,time series,classification,transition,matrix,change,deep learning,onnx</source>
      <translation>Landbedeckung,Landnutzung,Reihe,Zeitreihe,Klassifikation,Übergang,Matrix,Veränderung,Deep Learning,onnx</translation>
    </message>
    <message>
      <source>Maps the land cover of several dates, with the matrix from each to the next.</source>
      <translation>Kartiert die Landbedeckung mehrerer Zeitpunkte, mit der Matrix von jedem zum nächsten.</translation>
    </message>
    <message>
      <source>Maps the land cover of two or more images of the same place with one network, as 'Classify land cover' does, and compares each date with the next by their probabilities, as 'From-to change' does.
Folder: a class map of each date, land-cover-DATE.tif.
Transitions: for each pair of successive dates the pixels, square metres and share of each pair of classes.
Areas: pixels, square metres and share of each class on each date.</source>
      <translation>Kartiert die Landbedeckung von zwei oder mehr Bildern desselben Ortes mit einem Netz, wie „Landbedeckung klassifizieren“, und vergleicht jeden Zeitpunkt mit dem nächsten anhand der Wahrscheinlichkeiten, wie „Von-nach-Veränderung“.
Ordner: eine Klassenkarte je Zeitpunkt, land-cover-DATUM.tif.
Übergänge: für jedes Paar aufeinanderfolgender Zeitpunkte Pixel, Quadratmeter und Anteil jedes Klassenpaars.
Flächen: Pixel, Quadratmeter und Anteil jeder Klasse an jedem Zeitpunkt.</translation>
    </message>
    <message>
      <source>Two or more images of the same place, in any order. Empty: those of the table.</source>
      <translation>Zwei oder mehr Bilder desselben Orts, in beliebiger Reihenfolge. Leer: die der Tabelle.</translation>
    </message>
    <message>
      <source>Table of images</source>
      <translation>Tabelle der Bilder</translation>
    </message>
    <message>
      <source>In place of the images: a CSV file with the columns file (paths relative to the table) and date, for batch runs and models.</source>
      <translation>Statt der Bilder: eine CSV-Datei mit den Spalten file (Pfade relativ zur Tabelle) und date, für Stapelläufe und Modelle.</translation>
    </message>
    <message>
      <source>The land-cover model: id of a bundled or imported model, or path of an ONNX file.</source>
      <translation>Das Landbedeckungsmodell: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Smallest patch (m²)</source>
      <translation>Kleinster Fleck (m²)</translation>
    </message>
    <message>
      <source>Smaller patches take the class of their neighbours, and smaller changes count as unchanged. Empty: the model's own. 0: keep all.</source>
      <translation>Kleinere Flecken nehmen die Klasse ihrer Nachbarn an, und kleinere Veränderungen gelten als unverändert. Leer: der Wert des Modells. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Pixel size in map units. Empty: chosen by the image and the model.</source>
      <translation>Pixelgröße in Karteneinheiten. Leer: nach Bild und Modell gewählt.</translation>
    </message>
    <message>
      <source>Folder of class maps</source>
      <translation>Ordner der Klassenkarten</translation>
    </message>
    <message>
      <source>A new or an empty folder.</source>
      <translation>Ein neuer oder leerer Ordner.</translation>
    </message>
    <message>
      <source>Transitions</source>
      <translation>Übergänge</translation>
    </message>
    <message>
      <source>CSV: start, end, from, to, pixels, square metres, share.</source>
      <translation>CSV: Beginn, Ende, von, nach, Pixel, Quadratmeter, Anteil.</translation>
    </message>
    <message>
      <source>Areas</source>
      <translation>Flächen</translation>
    </message>
    <message>
      <source>CSV: date, class, pixels, square metres, share.</source>
      <translation>CSV: Datum, Klasse, Pixel, Quadratmeter, Anteil.</translation>
    </message>
    <message>
      <source>Number of dates</source>
      <translation>Anzahl der Zeitpunkte</translation>
    </message>
  </context>
  <context>
    <name>LayerBox</name>
    <message>
      <source>The last layer before the output</source>
      <translation>Die letzte Schicht vor der Ausgabe</translation>
    </message>
  </context>
  <context>
    <name>Layers</name>
    <message>
      <source>{count} invalid polygons of '{layer}' were repaired.</source>
      <translation>{count} ungültige Polygone von „{layer}“ wurden repariert.</translation>
    </message>
    <message>
      <source>{count} features of '{layer}' contain no polygon and were skipped.</source>
      <translation>{count} Objekte von „{layer}“ enthalten kein Polygon und wurden übersprungen.</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Ausdehnung</translation>
    </message>
    <message>
      <source>Map view</source>
      <translation>Kartenansicht</translation>
    </message>
    <message>
      <source>GDAL cannot open it</source>
      <translation>GDAL kann ihn nicht öffnen</translation>
    </message>
    <message>
      <source>it is a layer of the provider '{name}', which only QGIS reads</source>
      <translation>es ist ein Layer des Anbieters „{name}“, den nur QGIS liest</translation>
    </message>
    <message>
      <source>its credentials are stored in QGIS</source>
      <translation>seine Zugangsdaten liegen in QGIS</translation>
    </message>
    <message>
      <source>it is stored in the memory of QGIS</source>
      <translation>er liegt im Speicher von QGIS</translation>
    </message>
    <message>
      <source>the runtime cannot read the format '{name}'</source>
      <translation>die Laufzeitumgebung kann das Format „{name}“ nicht lesen</translation>
    </message>
  </context>
  <context>
    <name>MeasureRuntime</name>
    <message>
      <source>Measure runtime</source>
      <translation>Laufzeitumgebung messen</translation>
    </message>
    <message>
      <source>speed,benchmark,accelerator,openvino,cuda,gpu,precision,bfloat16</source>
      <translation>Geschwindigkeit,Benchmark,Beschleuniger,openvino,cuda,gpu,Genauigkeit,bfloat16</translation>
    </message>
    <message>
      <source>Measures how fast each installed library runs the networks on this computer.</source>
      <translation>Misst, wie schnell jede installierte Bibliothek die Netze auf diesem Rechner ausführt.</translation>
    </message>
    <message>
      <source>Runs the bundled models with every installed library, device and precision over a drawn scene, and reports the speed in megapixels per second, the time to load, the memory, and the share of the mask's pixels that differ from those of ONNX Runtime on the processor in 32 bits.
The fastest one whose masks differ by at most 0.1 % is kept, for each task, as the automatic choice of later runs. Close other programs for the time of the measurement, about a minute. Run it again after another accelerator or driver was installed.</source>
      <translation>Führt die mitgelieferten Modelle mit jeder installierten Bibliothek, jedem Gerät und jeder Genauigkeit auf einer gezeichneten Szene aus und meldet die Geschwindigkeit in Megapixeln pro Sekunde, die Ladezeit, den Speicher und den Anteil der Pixel der Maske, die sich von denen von ONNX Runtime auf dem Prozessor in 32 Bit unterscheiden.
Die schnellste, deren Masken sich um höchstens 0,1 % unterscheiden, wird je Aufgabe als automatische Wahl späterer Läufe behalten. Schließen Sie während der Messung, etwa eine Minute, andere Programme. Führen Sie sie erneut aus, nachdem ein anderer Beschleuniger oder Treiber installiert wurde.</translation>
    </message>
    <message>
      <source>Use the fastest for later runs</source>
      <translation>Das Schnellste für spätere Läufe verwenden</translation>
    </message>
    <message>
      <source>Keep the table and the choice in the settings. Off: only report them.</source>
      <translation>Tabelle und Wahl in den Einstellungen behalten. Aus: nur melden.</translation>
    </message>
    <message>
      <source>Fastest of each task</source>
      <translation>Schnellstes je Aufgabe</translation>
    </message>
    <message>
      <source>Table (JSON)</source>
      <translation>Tabelle (JSON)</translation>
    </message>
    <message>
      <source>{0}, {1}: {2} Mpx/s, loaded in {3} s, {4} MB, {5} % of the mask differs</source>
      <translation>{0}, {1}: {2} Mpx/s, in {3} s geladen, {4} MB, {5} % der Maske unterscheiden sich</translation>
    </message>
    <message>
      <source>{0}, {1}: cannot be run. {5}</source>
      <translation>{0}, {1}: nicht ausführbar. {5}</translation>
    </message>
    <message>
      <source>ONNX Runtime on the processor is the fastest here.</source>
      <translation>ONNX Runtime auf dem Prozessor ist hier am schnellsten.</translation>
    </message>
    <message>
      <source>Fastest: {choice}</source>
      <translation>Am schnellsten: {choice}</translation>
    </message>
  </context>
  <context>
    <name>MergeReviews</name>
    <message>
      <source>Merge reviews</source>
      <translation>Prüfungen zusammenführen</translation>
    </message>
    <message>
      <source>review,merge,join,analysts,interpreters,agreement,disagreement,kappa,quality,double check,uuid,change</source>
      <translation>Prüfung,zusammenführen,verbinden,Auswerter,Interpreten,Übereinstimmung,Uneinigkeit,Kappa,Qualität,Gegenprüfung,uuid,Veränderung,merge,review</translation>
    </message>
    <message>
      <source>Merges two analysts' reviews of change polygons and lists their disagreements.</source>
      <translation>Führt die Prüfungen von Veränderungspolygonen durch zwei Personen zusammen und listet ihre Uneinigkeiten auf.</translation>
    </message>
    <message>
      <source>Merges the reviews of two analysts who worked on copies of the same change polygons (panel 'Review'), and lists their disagreements.
Polygons are matched by the field 'uuid'; polygons digitised by the analysts are matched by overlap.
Decisions that agree, or that only one analyst made, are kept. Disagreements are reset to undecided in the result: review them with 'undecided only' for the final decision. The field 'agreement' contains the outcome: agree, only_a, only_b, undecided, different_decision, different_class, different_outline, missed_only_a, missed_only_b.
AGREEMENT and KAPPA (Cohen 1960) are computed from the detected polygons that both analysts decided on; the categories are 'rejected' and each class.</source>
      <translation>Führt die Prüfungen zweier Personen zusammen, die Kopien derselben Veränderungspolygone bearbeitet haben (Reiter „Prüfen“), und listet ihre Uneinigkeiten auf.
Polygone werden über das Feld 'uuid' zugeordnet; selbst digitalisierte über ihre Überlappung.
Entscheidungen, die übereinstimmen oder die nur eine Person getroffen hat, bleiben. Uneinigkeiten sind im Ergebnis wieder unentschieden: Prüfen Sie sie mit „nur unentschiedene“ für die endgültige Entscheidung. Das Feld 'agreement' enthält das Ergebnis: agree, only_a, only_b, undecided, different_decision, different_class, different_outline, missed_only_a, missed_only_b.
AGREEMENT und KAPPA (Cohen 1960) werden aus den gefundenen Polygonen berechnet, die beide entschieden haben; die Kategorien sind 'rejected' (verworfen) und jede Klasse.</translation>
    </message>
    <message>
      <source>Review of analyst A</source>
      <translation>Prüfung von Person A</translation>
    </message>
    <message>
      <source>Reviewed change polygons. The result has their CRS and their fields.</source>
      <translation>Geprüfte Veränderungspolygone. Das Ergebnis hat ihr KBS und ihre Felder.</translation>
    </message>
    <message>
      <source>Review of analyst B</source>
      <translation>Prüfung von Person B</translation>
    </message>
    <message>
      <source>The same polygons, reviewed by another analyst; in any CRS.</source>
      <translation>Dieselben Polygone, von einer anderen Person geprüft; in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Overlap of matching outlines</source>
      <translation>Überlappung gleicher Umrisse</translation>
    </message>
    <message>
      <source>Minimum intersection over union (above 0, up to 1) at which two digitised polygons match, and at which the analysts agree on an outline that one of them edited.</source>
      <translation>Kleinstes Verhältnis von Schnitt zu Vereinigung (über 0, bis 1), bei dem zwei digitalisierte Polygone einander zugeordnet werden, und bei dem sich beide über einen Umriss einig sind, den eine Person geändert hat.</translation>
    </message>
    <message>
      <source>Merged review</source>
      <translation>Zusammengeführte Prüfung</translation>
    </message>
    <message>
      <source>All polygons with the merged decision and those of both analysts.</source>
      <translation>Alle Polygone mit der gemeinsamen Entscheidung und denen beider Personen.</translation>
    </message>
    <message>
      <source>Disagreements</source>
      <translation>Uneinigkeiten</translation>
    </message>
    <message>
      <source>Only the polygons that the analysts disagree on.</source>
      <translation>Nur die Polygone, über die beide Personen uneinig sind.</translation>
    </message>
    <message>
      <source>Number of polygons</source>
      <translation>Anzahl der Polygone</translation>
    </message>
    <message>
      <source>Agreements</source>
      <translation>Einigkeiten</translation>
    </message>
    <message>
      <source>Number of disagreements</source>
      <translation>Anzahl der Uneinigkeiten</translation>
    </message>
    <message>
      <source>Decided by A only</source>
      <translation>Nur von A entschieden</translation>
    </message>
    <message>
      <source>Decided by B only</source>
      <translation>Nur von B entschieden</translation>
    </message>
    <message>
      <source>Undecided by both</source>
      <translation>Von beiden nicht entschieden</translation>
    </message>
    <message>
      <source>Detected polygons decided by both</source>
      <translation>Gefundene Polygone, die beide entschieden haben</translation>
    </message>
    <message>
      <source>Share of equal decisions, 0 to 1</source>
      <translation>Anteil gleicher Entscheidungen, 0 bis 1</translation>
    </message>
    <message>
      <source>Cohen's kappa</source>
      <translation>Cohens Kappa</translation>
    </message>
    <message>
      <source>Reviews {a} + {b}</source>
      <translation>Prüfungen {a} + {b}</translation>
    </message>
  </context>
  <context>
    <name>ModelBox</name>
    <message>
      <source>Id of a model, or path of an ONNX file</source>
      <translation>Kennung eines Modells oder Pfad einer ONNX-Datei</translation>
    </message>
    <message>
      <source>Browse for an ONNX file</source>
      <translation>Eine ONNX-Datei suchen</translation>
    </message>
    <message>
      <source>Browse, import, remove and choose models</source>
      <translation>Modelle ansehen, importieren, entfernen und wählen</translation>
    </message>
    <message>
      <source>Manage models</source>
      <translation>Modelle verwalten</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>Ein Modell wählen</translation>
    </message>
    <message>
      <source>ONNX models (*.onnx)</source>
      <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
      <source>{bands}; {minimum:g} to {maximum:g} m per pixel
{path}</source>
      <translation>{bands}; {minimum:g} bis {maximum:g} m je Pixel
{path}</translation>
    </message>
  </context>
  <context>
    <name>ModelPage</name>
    <message>
      <source>The learning rate must be a number such as 0.001, or empty.</source>
      <translation>Die Lernrate muss eine Zahl sein, etwa 0.001, oder leer.</translation>
    </message>
    <message>
      <source>What to start from</source>
      <translation>Womit begonnen wird</translation>
    </message>
    <message>
      <source>&amp;Improve a model (recommended)</source>
      <translation>Ein Modell &amp;verbessern (empfohlen)</translation>
    </message>
    <message>
      <source>Adapts an existing model to your area: few labels and a few minutes are enough.</source>
      <translation>Passt ein vorhandenes Modell an Ihr Gebiet an: wenige Labels und wenige Minuten genügen.</translation>
    </message>
    <message>
      <source>Train from s&amp;cratch</source>
      <translation>Von &amp;Grund auf trainieren</translation>
    </message>
    <message>
      <source>Trains a new network: needs many labels; also for bands other than red, green and blue.</source>
      <translation>Trainiert ein neues Netz: braucht viele Labels; auch für andere Kanäle als Rot, Grün und Blau.</translation>
    </message>
    <message>
      <source>The part of the network that extracts image features; larger is slower</source>
      <translation>Der Teil des Netzes, der Bildmerkmale gewinnt; größer ist langsamer</translation>
    </message>
    <message>
      <source>Encoder</source>
      <translation>Encoder</translation>
    </message>
    <message>
      <source>The new model</source>
      <translation>Das neue Modell</translation>
    </message>
    <message>
      <source>For instance: Buildings of Banepa</source>
      <translation>Zum Beispiel: Gebäude von Banepa</translation>
    </message>
    <message>
      <source>Card, report, figure and logs are written to the same folder. In your own models folder, the default, the model can be chosen by its name.</source>
      <translation>Karte, Bericht, Abbildung und Protokolle kommen in denselben Ordner. In Ihrem eigenen Modellordner, der Vorgabe, lässt sich das Modell nach Namen wählen.</translation>
    </message>
    <message>
      <source>&amp;Name</source>
      <translation>&amp;Name</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>&amp;Datei</translation>
    </message>
    <message>
      <source>For instance: CC BY 4.0</source>
      <translation>Zum Beispiel: CC BY 4.0</translation>
    </message>
    <message>
      <source>Of imagery and labels; written into the model, its card and its report</source>
      <translation>Von Bildern und Labels; wird in das Modell, seine Karte und seinen Bericht geschrieben</translation>
    </message>
    <message>
      <source>Names that the licence asks to be stated</source>
      <translation>Namen, deren Nennung die Lizenz verlangt</translation>
    </message>
    <message>
      <source>Licence of the data</source>
      <translation>Lizenz der Daten</translation>
    </message>
    <message>
      <source>Attribution</source>
      <translation>Namensnennung</translation>
    </message>
    <message>
      <source>How long</source>
      <translation>Wie lange</translation>
    </message>
    <message>
      <source>no limit</source>
      <translation>keine Grenze</translation>
    </message>
    <message>
      <source> min</source>
      <translation> min</translation>
    </message>
    <message>
      <source>At most &amp;epochs</source>
      <translation>Höchstens &amp;Epochen</translation>
    </message>
    <message>
      <source>Ti&amp;me limit</source>
      <translation>&amp;Zeitgrenze</translation>
    </message>
    <message>
      <source>Stops early when the model no longer improves; the best epoch is kept.</source>
      <translation>Endet früher, wenn das Modell nicht mehr besser wird; die beste Epoche wird behalten.</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Erweitert</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>Fi&amp;nd…</source>
      <translation>&amp;Suchen…</translation>
    </message>
    <message>
      <source>Test rates from very low to very high to find one that suits your data.</source>
      <translation>Raten von sehr klein bis sehr groß erproben, um eine passende für Ihre Daten zu finden.</translation>
    </message>
    <message>
      <source>one cycle: up, then down</source>
      <translation>ein Zyklus: hinauf, dann hinab</translation>
    </message>
    <message>
      <source>constant</source>
      <translation>konstant</translation>
    </message>
    <message>
      <source>exponential decay</source>
      <translation>exponentieller Abfall</translation>
    </message>
    <message>
      <source>never</source>
      <translation>nie</translation>
    </message>
    <message>
      <source>automatic: a graphics card where there is one</source>
      <translation>automatisch: eine Grafikkarte, wo es eine gibt</translation>
    </message>
    <message>
      <source>processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <source>graphics card (CUDA)</source>
      <translation>Grafikkarte (CUDA)</translation>
    </message>
    <message>
      <source>all</source>
      <translation>alle</translation>
    </message>
    <message>
      <source>if the device supports it</source>
      <translation>wenn das Gerät es kann</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Schedule</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>Course of the learning rate during the training.</source>
      <translation>Verlauf der Lernrate während des Trainings.</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>Batch</translation>
    </message>
    <message>
      <source>Size of a crop</source>
      <translation>Größe eines Ausschnitts</translation>
    </message>
    <message>
      <source>Frozen epochs</source>
      <translation>Eingefrorene Epochen</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>Geduld</translation>
    </message>
    <message>
      <source>Best is judged by</source>
      <translation>Bestes nach</translation>
    </message>
    <message>
      <source>Measure on the validation area that selects the best epoch.</source>
      <translation>Maß auf dem Validierungsgebiet, nach dem die beste Epoche gewählt wird.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Device that the training runs on.</source>
      <translation>Gerät, auf dem das Training läuft.</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>Threads</translation>
    </message>
    <message>
      <source>Number of processor cores to use.</source>
      <translation>Anzahl der zu nutzenden Prozessorkerne.</translation>
    </message>
    <message>
      <source>Mixed precision</source>
      <translation>Gemischte Genauigkeit</translation>
    </message>
    <message>
      <source>Computes with 16 bits where precision allows: faster.</source>
      <translation>Rechnet mit 16 Bit, wo die Genauigkeit es erlaubt: schneller.</translation>
    </message>
    <message>
      <source>weight rare classes higher</source>
      <translation>seltene Klassen stärker gewichten</translation>
    </message>
    <message>
      <source>flips</source>
      <translation>Spiegelungen</translation>
    </message>
    <message>
      <source>rotations</source>
      <translation>Drehungen</translation>
    </message>
    <message>
      <source>scale</source>
      <translation>Maßstab</translation>
    </message>
    <message>
      <source>colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>blur</source>
      <translation>Unschärfe</translation>
    </message>
    <message>
      <source>noise</source>
      <translation>Rauschen</translation>
    </message>
    <message>
      <source>local contrast</source>
      <translation>lokaler Kontrast</translation>
    </message>
    <message>
      <source>distortion</source>
      <translation>Verzerrung</translation>
    </message>
    <message>
      <source>misregistration</source>
      <translation>Lageversatz</translation>
    </message>
    <message>
      <source>swapped dates</source>
      <translation>vertauschte Zeitpunkte</translation>
    </message>
    <message>
      <source>brightness and contrast</source>
      <translation>Helligkeit und Kontrast</translation>
    </message>
    <message>
      <source>grid distortion</source>
      <translation>Gitterverzerrung</translation>
    </message>
    <message>
      <source>optical distortion</source>
      <translation>optische Verzerrung</translation>
    </message>
    <message>
      <source>as the model requires</source>
      <translation>wie vom Modell verlangt</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Ausgleich</translation>
    </message>
    <message>
      <source>Crops with and without change are drawn alternately.</source>
      <translation>Ausschnitte mit und ohne Veränderung werden abwechselnd gezogen.</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Augmentierung</translation>
    </message>
    <message>
      <source>Types of augmentation.</source>
      <translation>Arten der Augmentierung.</translation>
    </message>
    <message>
      <source>Keep what it knew</source>
      <translation>Gelerntes behalten</translation>
    </message>
    <message>
      <source>Learn from unlabelled ground</source>
      <translation>Aus Flächen ohne Label lernen</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>Wiederholung</translation>
    </message>
    <message>
      <source>Folder with chips of other areas, so that the model does not forget them.</source>
      <translation>Ordner mit Chips anderer Gebiete, damit das Modell sie nicht verlernt.</translation>
    </message>
    <message>
      <source>Share of replay</source>
      <translation>Anteil der Wiederholung</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>Auflösung</translation>
    </message>
    <message>
      <source>Pixel size of the pairs in units of the later date's CRS.</source>
      <translation>Pixelgröße der Paare in Einheiten des KBS des späteren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>Siamese U-Net: each date by itself, small and good (recommended)</source>
      <translation>Siamesisches U-Net: jeder Zeitpunkt für sich, klein und gut (empfohlen)</translation>
    </message>
    <message>
      <source>Early-fusion U-Net: both dates at once</source>
      <translation>Early-Fusion-U-Net: beide Zeitpunkte auf einmal</translation>
    </message>
    <message>
      <source>Early-fusion FCN: tiny and very fast</source>
      <translation>Early-Fusion-FCN: winzig und sehr schnell</translation>
    </message>
    <message>
      <source>Siamese fusion U-Net with a ResNet: large, for graphics cards</source>
      <translation>Siamesisches Fusions-U-Net mit einem ResNet: groß, für Grafikkarten</translation>
    </message>
    <message>
      <source>STANet: attention over both dates, large, for graphics cards</source>
      <translation>STANet: Attention über beide Zeitpunkte, groß, für Grafikkarten</translation>
    </message>
    <message>
      <source>U-Net of one date, for land cover</source>
      <translation>U-Net für ein Datum, für Landbedeckung</translation>
    </message>
    <message>
      <source>U-Net over Inception-ResNet-v2, for land cover: very large, for graphics cards</source>
      <translation>U-Net mit Inception-ResNet-v2, für Landbedeckung: sehr groß, für Grafikkarten</translation>
    </message>
    <message>
      <source>Radar U-Net: the next of several radar images, small</source>
      <translation>Radar-U-Net: das nächste von mehreren Radarbildern, klein</translation>
    </message>
    <message>
      <source>Radar U-Net of nine levels, for graphics cards</source>
      <translation>Radar-U-Net mit neun Stufen, für Grafikkarten</translation>
    </message>
  </context>
  <context>
    <name>Models</name>
    <message>
      <source>Import a model</source>
      <translation>Modell importieren</translation>
    </message>
    <message>
      <source>ONNX models (*.onnx)</source>
      <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
      <source>Choose a network</source>
      <translation>Netz wählen</translation>
    </message>
    <message>
      <source>&amp;ONNX file</source>
      <translation>&amp;ONNX-Datei</translation>
    </message>
    <message>
      <source>Im&amp;port</source>
      <translation>&amp;Importieren</translation>
    </message>
    <message>
      <source>Choose an ONNX file. It is copied; the file itself is not changed.</source>
      <translation>Wählen Sie eine ONNX-Datei. Sie wird kopiert; die Datei selbst bleibt unverändert.</translation>
    </message>
    <message>
      <source>The file contains no specification. Values from its header are filled in below: check them and complete the rest.</source>
      <translation>Die Datei enthält keine Spezifikation. Werte aus ihrem Kopf sind unten eingetragen: bitte prüfen und den Rest ergänzen.</translation>
    </message>
    <message>
      <source>The file contains its specification: '{title}' [{id}]. Nothing needs to be filled in.</source>
      <translation>Die Datei enthält ihre Spezifikation: „{title}“ [{id}]. Es ist nichts auszufüllen.</translation>
    </message>
    <message>
      <source>The id '{id}' belongs to a bundled model: choose another id.</source>
      <translation>Die Kennung „{id}“ gehört einem mitgelieferten Modell: bitte eine andere wählen.</translation>
    </message>
    <message>
      <source>The model is being copied</source>
      <translation>Das Modell wird kopiert</translation>
    </message>
    <message>
      <source>Replace a model</source>
      <translation>Modell ersetzen</translation>
    </message>
    <message>
      <source>A model with the id '{id}' already exists. Replace it?</source>
      <translation>Ein Modell mit der Kennung „{id}“ gibt es schon. Ersetzen?</translation>
    </message>
    <message>
      <source>Replace</source>
      <translation>Ersetzen</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>&amp;Use this model</source>
      <translation>&amp;Dieses Modell verwenden</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Pixel size</source>
      <translation>Pixelgröße</translation>
    </message>
    <message>
      <source>File size</source>
      <translation>Dateigröße</translation>
    </message>
    <message>
      <source>&amp;Import…</source>
      <translation>&amp;Importieren…</translation>
    </message>
    <message>
      <source>Add an ONNX file as a model that can be chosen by name</source>
      <translation>Eine ONNX-Datei als Modell hinzufügen, das nach Namen wählbar ist</translation>
    </message>
    <message>
      <source>&amp;Remove…</source>
      <translation>&amp;Entfernen…</translation>
    </message>
    <message>
      <source>Show in &amp;folder</source>
      <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
      <source>&amp;Overview</source>
      <translation>Über&amp;sicht</translation>
    </message>
    <message>
      <source>&amp;Card</source>
      <translation>Ste&amp;ckbrief</translation>
    </message>
    <message>
      <source>&amp;Specification</source>
      <translation>S&amp;pezifikation</translation>
    </message>
    <message>
      <source>Delete this model from the disk</source>
      <translation>Dieses Modell von der Festplatte löschen</translation>
    </message>
    <message>
      <source>Bundled models are part of the plugin and cannot be removed</source>
      <translation>Mitgelieferte Modelle gehören zur Erweiterung und lassen sich nicht entfernen</translation>
    </message>
    <message>
      <source>The model is in one of your own folders: only imported models can be removed here</source>
      <translation>Das Modell liegt in einem Ihrer Ordner: hier lassen sich nur importierte Modelle entfernen</translation>
    </message>
    <message>
      <source>This file cannot be used, see the overview</source>
      <translation>Diese Datei lässt sich nicht verwenden, siehe die Übersicht</translation>
    </message>
    <message>
      <source>'{id}' was imported.</source>
      <translation>„{id}“ wurde importiert.</translation>
    </message>
    <message>
      <source>Remove a model</source>
      <translation>Modell entfernen</translation>
    </message>
    <message>
      <source>Remove '{name}' from the disk? This cannot be undone.</source>
      <translation>„{name}“ von der Festplatte entfernen? Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>{file} was removed.</source>
      <translation>{file} wurde entfernt.</translation>
    </message>
    <message>
      <source>Cannot be used</source>
      <translation>Nicht verwendbar</translation>
    </message>
    <message>
      <source>In one of your own folders</source>
      <translation>In einem Ihrer Ordner</translation>
    </message>
    <message>
      <source>Bundled with Groundshift</source>
      <translation>Mit Groundshift geliefert</translation>
    </message>
    <message>
      <source>Imported</source>
      <translation>Importiert</translation>
    </message>
    <message>
      <source>another model with the same id takes precedence: choose this one by its path</source>
      <translation>ein anderes Modell mit derselben Kennung hat Vorrang: dieses über seinen Pfad wählen</translation>
    </message>
    <message>
      <source>Origin</source>
      <translation>Herkunft</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>{minimum} to {maximum} m</source>
      <translation>{minimum} bis {maximum} m</translation>
    </message>
    <message>
      <source>This model has no card. Its specification:</source>
      <translation>Dieses Modell hat keine Karte. Seine Spezifikation:</translation>
    </message>
    <message>
      <source>Siamese: an input for each date</source>
      <translation>siamesisch: ein Eingang je Zeitpunkt</translation>
    </message>
    <message>
      <source>early fusion: one input with the bands of both dates</source>
      <translation>Early Fusion: ein Eingang mit den Bändern beider Zeitpunkte</translation>
    </message>
    <message>
      <source>single: one input with the bands of one date</source>
      <translation>einzeln: eine Eingabe mit den Bändern eines Zeitpunkts</translation>
    </message>
    <message>
      <source>stacked: one input with an axis of time</source>
      <translation>gestapelt: ein Eingang mit einer Zeitachse</translation>
    </message>
    <message>
      <source>Id</source>
      <translation>Kennung</translation>
    </message>
    <message>
      <source>Finds</source>
      <translation>Findet</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Bänder</translation>
    </message>
    <message>
      <source>Resolution</source>
      <translation>Auflösung</translation>
    </message>
    <message>
      <source>{range} per pixel, best at {best} m</source>
      <translation>{range} je Pixel, am besten {best} m</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>{threshold}; changes smaller than {area} m² are removed</source>
      <translation>{threshold}; Veränderungen unter {area} m² werden entfernt</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>not stated</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>Licence of the data</source>
      <translation>Lizenz der Daten</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>mean</source>
      <translation>Mittelwert</translation>
    </message>
    <message>
      <source>standard deviation</source>
      <translation>Standardabweichung</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Letters, digits, dots, hyphens and underscores; used in scripts</source>
      <translation>Buchstaben, Ziffern, Punkte, Binde- und Unterstriche; für Skripte</translation>
    </message>
    <message>
      <source>Shown in lists of models</source>
      <translation>Wird in Modelllisten angezeigt</translation>
    </message>
    <message>
      <source>&amp;Id</source>
      <translation>&amp;Kennung</translation>
    </message>
    <message>
      <source>&amp;Title</source>
      <translation>&amp;Titel</translation>
    </message>
    <message>
      <source>Input of the network</source>
      <translation>Eingabe des Netzes</translation>
    </message>
    <message>
      <source>Two inputs, before and after (Siamese)</source>
      <translation>Zwei Eingänge, vorher und nachher (siamesisch)</translation>
    </message>
    <message>
      <source>One input: bands of before, then of after (early fusion)</source>
      <translation>Ein Eingang: Bänder von vorher, dann von nachher (Early Fusion)</translation>
    </message>
    <message>
      <source>One input with an axis of time (stacked)</source>
      <translation>Ein Eingang mit einer Zeitachse (gestapelt)</translation>
    </message>
    <message>
      <source>&amp;Layout</source>
      <translation>&amp;Anordnung</translation>
    </message>
    <message>
      <source>Band names of one date in the network's order, optionally with a wavelength in nm: swir:1610</source>
      <translation>Kanalnamen eines Zeitpunkts in der Reihenfolge des Netzes, bei Bedarf mit Wellenlänge in nm: swir:1610</translation>
    </message>
    <message>
      <source>&amp;Bands of a date</source>
      <translation>&amp;Bänder eines Zeitpunkts</translation>
    </message>
    <message>
      <source>finest</source>
      <translation>feinste</translation>
    </message>
    <message>
      <source>best</source>
      <translation>beste</translation>
    </message>
    <message>
      <source>coarsest</source>
      <translation>gröbste</translation>
    </message>
    <message>
      <source>Mean 0 and standard deviation 1, per image</source>
      <translation>Mittelwert 0 und Standardabweichung 1, je Bild</translation>
    </message>
    <message>
      <source>Divide by a number</source>
      <translation>Durch eine Zahl teilen</translation>
    </message>
    <message>
      <source>Divide, then subtract a mean and divide by a standard deviation</source>
      <translation>Teilen, dann einen Mittelwert abziehen und durch eine Standardabweichung teilen</translation>
    </message>
    <message>
      <source>&amp;Normalisation</source>
      <translation>&amp;Normierung</translation>
    </message>
    <message>
      <source>255: for 8-bit images; other images are stretched to 8 bits</source>
      <translation>255: für 8-Bit-Bilder; andere Bilder werden auf 8 Bit gestreckt</translation>
    </message>
    <message>
      <source>&amp;Divide by</source>
      <translation>Teilen d&amp;urch</translation>
    </message>
    <message>
      <source>A number for each band, after the division</source>
      <translation>Eine Zahl je Band, nach dem Teilen</translation>
    </message>
    <message>
      <source>&amp;Means</source>
      <translation>&amp;Mittelwerte</translation>
    </message>
    <message>
      <source>De&amp;viations</source>
      <translation>Ab&amp;weichungen</translation>
    </message>
    <message>
      <source>Downsampling factor of the network: tile sides are multiples of it</source>
      <translation>Verkleinerungsfaktor des Netzes: Kachelseiten sind Vielfache davon</translation>
    </message>
    <message>
      <source>&amp;Stride (pixels)</source>
      <translation>&amp;Schrittweite (Pixel)</translation>
    </message>
    <message>
      <source>Context that the network needs around a pixel; too little causes seams between tiles</source>
      <translation>Umgebung, die das Netz um ein Pixel braucht; zu wenig ergibt Nähte zwischen Kacheln</translation>
    </message>
    <message>
      <source>Conte&amp;xt (pixels)</source>
      <translation>Konte&amp;xt (Pixel)</translation>
    </message>
    <message>
      <source>Output of the network</source>
      <translation>Ausgabe des Netzes</translation>
    </message>
    <message>
      <source>Probabilities</source>
      <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
      <source>Logits (before sigmoid or softmax)</source>
      <translation>Logits (vor Sigmoid oder Softmax)</translation>
    </message>
    <message>
      <source>Val&amp;ues</source>
      <translation>W&amp;erte</translation>
    </message>
    <message>
      <source>The first channel is 'no change'</source>
      <translation>Der erste Kanal ist „keine Veränderung“</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>Farbe</translation>
    </message>
    <message>
      <source>Direction</source>
      <translation>Richtung</translation>
    </message>
    <message>
      <source>In the order of the network's channels; the first has the value 1 in masks</source>
      <translation>In der Reihenfolge der Kanäle des Netzes; die erste hat in Masken den Wert 1</translation>
    </message>
    <message>
      <source>&amp;Classes</source>
      <translation>K&amp;lassen</translation>
    </message>
    <message>
      <source>Add a class</source>
      <translation>Klasse hinzufügen</translation>
    </message>
    <message>
      <source>Remove the class</source>
      <translation>Klasse entfernen</translation>
    </message>
    <message>
      <source>Default threshold: pixels with at least this probability count as change</source>
      <translation>Vorgegebener Schwellenwert: Pixel ab dieser Wahrscheinlichkeit gelten als Veränderung</translation>
    </message>
    <message>
      <source>T&amp;hreshold</source>
      <translation>Sc&amp;hwellenwert</translation>
    </message>
    <message>
      <source>Default: smaller changes are removed; 0: none are removed</source>
      <translation>Vorgabe: kleinere Veränderungen werden entfernt; 0: keine wird entfernt</translation>
    </message>
    <message>
      <source>Smallest chan&amp;ge</source>
      <translation>Kleinste Veränderun&amp;g</translation>
    </message>
    <message>
      <source>Origin (optional)</source>
      <translation>Herkunft (optional)</translation>
    </message>
    <message>
      <source>Data that the model was trained on</source>
      <translation>Daten, mit denen das Modell trainiert wurde</translation>
    </message>
    <message>
      <source>Licence of the data or of the model</source>
      <translation>Lizenz der Daten oder des Modells</translation>
    </message>
    <message>
      <source>Attribution required by the licence</source>
      <translation>Von der Lizenz verlangte Namensnennung</translation>
    </message>
    <message>
      <source>Trained on</source>
      <translation>Trainiert mit</translation>
    </message>
    <message>
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <source>Attribution</source>
      <translation>Quellenangabe</translation>
    </message>
    <message>
      <source>unspecified</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>construction</source>
      <translation>Neubau</translation>
    </message>
    <message>
      <source>demolition</source>
      <translation>Abriss</translation>
    </message>
    <message>
      <source>change</source>
      <translation>Veränderung</translation>
    </message>
    <message>
      <source>'{text}' is not a valid band: enter a name, or a name and a wavelength such as swir:1610.</source>
      <translation>„{text}“ ist kein gültiger Kanal: einen Namen eingeben, oder Name und Wellenlänge wie swir:1610.</translation>
    </message>
    <message>
      <source>The {what} must be comma-separated numbers, one per band.</source>
      <translation>{what}: Geben Sie Zahlen mit Kommas dazwischen an, eine je Band.</translation>
    </message>
  </context>
  <context>
    <name>Options</name>
    <message>
      <source>The library that runs the networks. Takes effect with the next installation or repair</source>
      <translation>Die Bibliothek, die die Netze ausführt. Wirkt ab der nächsten Installation oder Reparatur</translation>
    </message>
    <message>
      <source>Accelerator</source>
      <translation>Beschleuniger</translation>
    </message>
    <message>
      <source>Looking at this computer…</source>
      <translation>Der Rechner wird untersucht…</translation>
    </message>
    <message>
      <source>Found: {found}. What fits is {name}, {size} MB more to download.</source>
      <translation>Gefunden: {found}. Dazu passt {name}, {size} MB mehr herunterzuladen.</translation>
    </message>
    <message>
      <source>Found: {found}. What fits is ONNX Runtime on the processor.</source>
      <translation>Gefunden: {found}. Dazu passt ONNX Runtime auf dem Prozessor.</translation>
    </message>
    <message>
      <source>Automatic: what fits this computer</source>
      <translation>Automatisch: was zu diesem Rechner passt</translation>
    </message>
    <message>
      <source>None: the processor with ONNX Runtime</source>
      <translation>Keiner: der Prozessor mit ONNX Runtime</translation>
    </message>
    <message>
      <source>OpenVINO: processors of Intel and AMD</source>
      <translation>OpenVINO: Prozessoren von Intel und AMD</translation>
    </message>
    <message>
      <source>CUDA: graphics cards of NVIDIA (1.6 to 2 GB)</source>
      <translation>CUDA: Grafikkarten von NVIDIA (1,6 bis 2 GB)</translation>
    </message>
    <message>
      <source>DirectML: graphics cards on Windows</source>
      <translation>DirectML: Grafikkarten unter Windows</translation>
    </message>
    <message>
      <source>Install the runtime</source>
      <translation>Laufzeitumgebung installieren</translation>
    </message>
    <message>
      <source>Groundshift runs networks in a Python environment of its own. QGIS's Python is not changed, and everything that needs no network works without it.</source>
      <translation>Groundshift führt Netze in einer eigenen Python-Umgebung aus. Das Python von QGIS bleibt unverändert, und alles, was kein Netz braucht, geht auch ohne sie.</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>Download</source>
      <translation>Download</translation>
    </message>
    <message>
      <source>On the disk</source>
      <translation>Auf der Platte</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Where</source>
      <translation>Wohin</translation>
    </message>
    <message>
      <source>Also what &amp;trains models</source>
      <translation>Auch was Modelle &amp;trainiert</translation>
    </message>
    <message>
      <source>&amp;Install</source>
      <translation>&amp;Installieren</translation>
    </message>
    <message>
      <source>&amp;Cancel</source>
      <translation>&amp;Abbrechen</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>ONNX Runtime, Rasterio, NumPy and Shapely; PyTorch for training</source>
      <translation>ONNX Runtime, Rasterio, NumPy und Shapely; PyTorch zum Trainieren</translation>
    </message>
    <message>
      <source>ONNX Runtime, Rasterio, NumPy and Shapely</source>
      <translation>ONNX Runtime, Rasterio, NumPy und Shapely</translation>
    </message>
    <message>
      <source>{size} MB</source>
      <translation>{size} MB</translation>
    </message>
    <message>
      <source>{size} MB; several GB where the build for a graphics card is taken</source>
      <translation>{size} MB; mehrere GB, wenn der Build für eine Grafikkarte genommen wird</translation>
    </message>
    <message>
      <source>about {minutes} min, by the connection; QGIS can be used meanwhile</source>
      <translation>etwa {minutes} min, je nach Verbindung; QGIS ist währenddessen benutzbar</translation>
    </message>
    <message>
      <source>An installation is in progress</source>
      <translation>Eine Installation ist im Gange</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Wird gestartet …</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Wird angehalten…</translation>
    </message>
    <message>
      <source>The runtime is ready.</source>
      <translation>Die Laufzeitumgebung ist bereit.</translation>
    </message>
    <message>
      <source>Cancelled. Install continues from here.</source>
      <translation>Abgebrochen. Installieren setzt hier fort.</translation>
    </message>
    <message>
      <source>Your own Python</source>
      <translation>Eigenes Python</translation>
    </message>
    <message>
      <source>Choose a Python interpreter</source>
      <translation>Einen Python-Interpreter wählen</translation>
    </message>
    <message>
      <source>The runtime above</source>
      <translation>Die Laufzeitumgebung oben</translation>
    </message>
    <message>
      <source>A Python interpreter that already has the packages, used in place of the runtime above. Empty: the runtime above</source>
      <translation>Ein Python-Interpreter, der die Pakete bereits hat, anstelle der Laufzeitumgebung oben. Leer: die Laufzeitumgebung oben</translation>
    </message>
    <message>
      <source>Chec&amp;k</source>
      <translation>&amp;Prüfen</translation>
    </message>
    <message>
      <source>Start the worker with this interpreter and show its capabilities</source>
      <translation>Den Arbeitsprozess mit diesem Interpreter starten und zeigen, was er kann</translation>
    </message>
    <message>
      <source>The environment variable {name} is set to {python} and takes precedence over this setting.</source>
      <translation>Die Umgebungsvariable {name} ist auf {python} gesetzt und hat Vorrang vor dieser Einstellung.</translation>
    </message>
    <message>
      <source>✔ It works: Python {version} at {python}, with {versions}. Networks can run on: {providers}.</source>
      <translation>✔ Es funktioniert: Python {version} in {python}, mit {versions}. Netze können laufen auf: {providers}.</translation>
    </message>
    <message>
      <source>Mea&amp;sure…</source>
      <translation>Me&amp;ssen…</translation>
    </message>
    <message>
      <source>Run the bundled models with every installed library and precision, and use the fastest whose results agree. Takes about a minute</source>
      <translation>Die mitgelieferten Modelle mit jeder installierten Bibliothek und Genauigkeit ausführen und die schnellste verwenden, deren Ergebnisse übereinstimmen. Dauert etwa eine Minute</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Runs on</source>
      <translation>Läuft auf</translation>
    </message>
    <message>
      <source>Mpx/s</source>
      <translation>Mpx/s</translation>
    </message>
    <message>
      <source>Load (s)</source>
      <translation>Laden (s)</translation>
    </message>
    <message>
      <source>Memory (MB)</source>
      <translation>Speicher (MB)</translation>
    </message>
    <message>
      <source>Mask differs (%)</source>
      <translation>Maske anders (%)</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Not measured yet: the networks run with ONNX Runtime. Measure to use what is the fastest here.</source>
      <translation>Noch nicht gemessen: Die Netze laufen mit ONNX Runtime. Messen, um das hier Schnellste zu verwenden.</translation>
    </message>
    <message>
      <source>Measured {date}: ONNX Runtime on the processor is the fastest.</source>
      <translation>Gemessen {date}: ONNX Runtime auf dem Prozessor ist am schnellsten.</translation>
    </message>
    <message>
      <source>Measured {date}. Used for {choice}.</source>
      <translation>Gemessen {date}. Verwendet für {choice}.</translation>
    </message>
    <message>
      <source>The runtime was changed since then: measure again.</source>
      <translation>Die Laufzeitumgebung wurde seitdem geändert: neu messen.</translation>
    </message>
    <message>
      <source>changes</source>
      <translation>Veränderungen</translation>
    </message>
    <message>
      <source>land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>Runtime of the networks, folders of models and downloads</source>
      <translation>Laufzeitumgebung der Netze, Ordner der Modelle und Downloads</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Geschwindigkeit</translation>
    </message>
    <message>
      <source>All cores ({count})</source>
      <translation>Alle Kerne ({count})</translation>
    </message>
    <message>
      <source>Fewer threads leave more capacity to other programs while a network runs</source>
      <translation>Weniger Threads lassen anderen Programmen mehr Rechenleistung, während ein Netz läuft</translation>
    </message>
    <message>
      <source>&amp;Threads of a network</source>
      <translation>&amp;Threads eines Netzes</translation>
    </message>
    <message>
      <source>Automatic: what was measured as the fastest</source>
      <translation>Automatisch: das als schnellstes gemessene</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <source>Execution provider of the networks. A provider that the runtime does not have is skipped; the log of each run names the one used</source>
      <translation>Ausführungsumgebung der Netze. Was die Laufzeitumgebung nicht hat, wird übergangen; das Protokoll jedes Laufs nennt die verwendete</translation>
    </message>
    <message>
      <source>&amp;Run networks on</source>
      <translation>&amp;Netze ausführen auf</translation>
    </message>
    <message>
      <source>available</source>
      <translation>verfügbar</translation>
    </message>
    <message>
      <source>not in this runtime</source>
      <translation>nicht in dieser Laufzeitumgebung</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Folders searched for models, in addition to the bundled ones and {folder}:</source>
      <translation>Ordner, in denen nach Modellen gesucht wird, außer den mitgelieferten und {folder}:</translation>
    </message>
    <message>
      <source>&amp;Add…</source>
      <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
      <source>R&amp;emove</source>
      <translation>&amp;Entfernen</translation>
    </message>
    <message>
      <source>&amp;Manage models…</source>
      <translation>&amp;Modelle verwalten…</translation>
    </message>
    <message>
      <source>Remove this folder from the search; no file is deleted</source>
      <translation>Diesen Ordner nicht mehr durchsuchen; keine Datei wird gelöscht</translation>
    </message>
    <message>
      <source>Select a folder first</source>
      <translation>Zuerst einen Ordner auswählen</translation>
    </message>
    <message>
      <source>Folder with models</source>
      <translation>Ordner mit Modellen</translation>
    </message>
    <message>
      <source>Downloads</source>
      <translation>Downloads</translation>
    </message>
    <message>
      <source>pip's default</source>
      <translation>Vorgabe von pip</translation>
    </message>
    <message>
      <source>URL of a package index with builds of PyTorch, as given on the PyTorch website for your processor or CUDA version. It takes effect at the next installation of the training component</source>
      <translation>URL eines Paketverzeichnisses mit PyTorch, wie die PyTorch-Website sie für Ihren Prozessor oder Ihre CUDA-Version nennt. Sie gilt ab der nächsten Installation der Komponente Training</translation>
    </message>
    <message>
      <source>Inde&amp;x for torch</source>
      <translation>Inde&amp;x für torch</translation>
    </message>
    <message>
      <source>C&amp;lear</source>
      <translation>&amp;Leeren</translation>
    </message>
    <message>
      <source>Cache</source>
      <translation>Zwischenspeicher</translation>
    </message>
    <message>
      <source>{size} of downloaded packages and compiled networks</source>
      <translation>{size} an heruntergeladenen Paketen und übersetzten Netzen</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>The cache is empty</source>
      <translation>Der Zwischenspeicher ist leer</translation>
    </message>
    <message>
      <source>Runtime</source>
      <translation>Laufzeitumgebung</translation>
    </message>
    <message>
      <source>Remove…</source>
      <translation>Entfernen…</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>Ordner öffnen</translation>
    </message>
    <message>
      <source>Checking…</source>
      <translation>Wird geprüft …</translation>
    </message>
    <message>
      <source>{name}, {size}: the installation was interrupted. Repair continues it.</source>
      <translation>{name}, {size}: die Installation wurde unterbrochen. „Reparieren“ setzt sie fort.</translation>
    </message>
    <message>
      <source>{name}, {size}: {components}. This version of the plugin needs other packages: repair the runtime.</source>
      <translation>{name}, {size}: {components}. Diese Version der Erweiterung braucht andere Pakete: die Laufzeitumgebung reparieren.</translation>
    </message>
    <message>
      <source>{name}, {size}: {components}. Complete and up to date.</source>
      <translation>{name}, {size}: {components}. Vollständig und aktuell.</translation>
    </message>
    <message>
      <source>Not installed yet. Networks need the runtime; everything else works without it.</source>
      <translation>Noch nicht installiert. Netze brauchen die Laufzeitumgebung; alles andere geht ohne sie.</translation>
    </message>
    <message>
      <source>Install</source>
      <translation>Installieren</translation>
    </message>
    <message>
      <source>Add training</source>
      <translation>Training hinzufügen</translation>
    </message>
    <message>
      <source>Add components</source>
      <translation>Komponenten hinzufügen</translation>
    </message>
    <message>
      <source>Change accelerator</source>
      <translation>Beschleuniger wechseln</translation>
    </message>
    <message>
      <source>Repair or update</source>
      <translation>Reparieren oder aktualisieren</translation>
    </message>
    <message>
      <source>Nothing is installed</source>
      <translation>Es ist nichts installiert</translation>
    </message>
    <message>
      <source>Delete the runtime and free its disk space</source>
      <translation>Die Laufzeitumgebung löschen und ihren Platz freigeben</translation>
    </message>
    <message>
      <source>Already installed; remove the runtime to uninstall it</source>
      <translation>Bereits installiert; zum Deinstallieren die Laufzeitumgebung entfernen</translation>
    </message>
    <message>
      <source>Needs Python 3.10 or later</source>
      <translation>Braucht Python 3.10 oder neuer</translation>
    </message>
    <message>
      <source>Cancelled. Install or repair continues from here.</source>
      <translation>Abgebrochen. Installieren oder Reparieren setzt hier fort.</translation>
    </message>
    <message>
      <source>Remove the runtime? This frees {size}. Networks cannot run until it is installed again.</source>
      <translation>Die Laufzeitumgebung entfernen? Das gibt {size} frei. Netze können erst wieder laufen, wenn sie neu installiert ist.</translation>
    </message>
    <message>
      <source>Remove the runtime</source>
      <translation>Laufzeitumgebung entfernen</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Removing…</source>
      <translation>Wird entfernt…</translation>
    </message>
    <message>
      <source>{size} freed.</source>
      <translation>{size} freigegeben.</translation>
    </message>
    <message>
      <source>Checks what is installed and downloads what is missing or outdated</source>
      <translation>Prüft, was installiert ist, und lädt herunter, was fehlt oder veraltet ist</translation>
    </message>
    <message>
      <source>{size} MB to download, {minutes} min; can be cancelled and continued later</source>
      <translation>{size} MB Download, {minutes} min; kann abgebrochen und später fortgesetzt werden</translation>
    </message>
    <message>
      <source>Include the trainin&amp;g of models ({size} MB; several GB for a graphics card)</source>
      <translation>Mit Trainin&amp;g von Modellen ({size} MB; mehrere GB für eine Grafikkarte)</translation>
    </message>
    <message>
      <source>Adds PyTorch, in the build for your processor or graphics card from the index for torch</source>
      <translation>Fügt PyTorch hinzu, in der Fassung für Ihren Prozessor oder Ihre Grafikkarte aus dem Verzeichnis für torch</translation>
    </message>
    <message>
      <source>Include detection on a cluster ({size} MB)</source>
      <translation>Mit Erkennung auf einem Cluster ({size} MB)</translation>
    </message>
    <message>
      <source>Adds Dask, for the tool 'Detect change on a cluster'</source>
      <translation>Fügt Dask hinzu, für das Werkzeug „Veränderung auf einem Cluster erkennen“</translation>
    </message>
    <message>
      <source>Include the server ({size} MB)</source>
      <translation>Mit dem Server ({size} MB)</translation>
    </message>
    <message>
      <source>Adds pygeoapi, to run the tools for others over HTTP</source>
      <translation>Fügt pygeoapi hinzu, um die Werkzeuge für andere über HTTP auszuführen</translation>
    </message>
    <message>
      <source>Where jobs run</source>
      <translation>Wo Aufträge laufen</translation>
    </message>
    <message>
      <source>This computer</source>
      <translation>Dieser Rechner</translation>
    </message>
    <message>
      <source>A server</source>
      <translation>Ein Server</translation>
    </message>
    <message>
      <source>On a server, the inputs of a tool are sent there, and its results come back. What installs, measures or lists something on this computer runs here</source>
      <translation>Auf einem Server werden die Eingaben eines Werkzeugs dorthin gesendet, und seine Ergebnisse kommen zurück. Was auf diesem Rechner etwas installiert, misst oder auflistet, läuft hier</translation>
    </message>
    <message>
      <source>Run &amp;jobs on</source>
      <translation>Au&amp;fträge ausführen auf</translation>
    </message>
    <message>
      <source>A&amp;ddress</source>
      <translation>A&amp;dresse</translation>
    </message>
    <message>
      <source>Stored; enter another to replace it</source>
      <translation>Gespeichert; zum Ersetzen ein anderes eingeben</translation>
    </message>
    <message>
      <source>As the server's administrator gave it</source>
      <translation>Wie von der Verwaltung des Servers erhalten</translation>
    </message>
    <message>
      <source>Stored encrypted in QGIS's authentication store, which may ask for its master password</source>
      <translation>Verschlüsselt gespeichert im Authentifizierungsspeicher von QGIS, der nach seinem Hauptpasswort fragen kann</translation>
    </message>
    <message>
      <source>Toke&amp;n</source>
      <translation>To&amp;ken</translation>
    </message>
    <message>
      <source>Check ser&amp;ver</source>
      <translation>Ser&amp;ver prüfen</translation>
    </message>
    <message>
      <source>Asking the server…</source>
      <translation>Der Server wird gefragt…</translation>
    </message>
    <message>
      <source>✔ The server answers and accepts the token. It offers {processes} tools and {models} models.</source>
      <translation>✔ Der Server antwortet und nimmt das Token an. Er bietet {processes} Werkzeuge und {models} Modelle.</translation>
    </message>
    <message>
      <source>ONNX Runtime, processor</source>
      <translation>ONNX Runtime, Prozessor</translation>
    </message>
  </context>
  <context>
    <name>Pair</name>
    <message>
      <source>Area of interest</source>
      <translation>Arbeitsgebiet</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Ausdehnung</translation>
    </message>
    <message>
      <source>Before (earlier date)</source>
      <translation>Vorher (früherer Zeitpunkt)</translation>
    </message>
    <message>
      <source>After (later date)</source>
      <translation>Nachher (späterer Zeitpunkt)</translation>
    </message>
    <message>
      <source>the file does not exist</source>
      <translation>die Datei gibt es nicht</translation>
    </message>
    <message>
      <source>GDAL does not recognise it as a raster</source>
      <translation>GDAL erkennt es nicht als Raster</translation>
    </message>
    <message>
      <source>Image of the earlier date: a raster file, or a web layer such as XYZ or WMS. It may differ from the other in CRS, resolution, extent, band order and bit depth.</source>
      <translation>Das Bild des früheren Zeitpunkts: eine Rasterdatei oder ein Weblayer wie XYZ oder WMS. Es darf sich vom anderen in KBS, Auflösung, Ausdehnung, Bandreihenfolge und Bittiefe unterscheiden.</translation>
    </message>
    <message>
      <source>Image of the later date. The results have its CRS. Empty: BEFORE is the image of one date.</source>
      <translation>Bild des späteren Zeitpunkts. Die Ergebnisse haben sein KBS. Leer: BEFORE ist das Bild eines einzigen Zeitpunkts.</translation>
    </message>
    <message>
      <source>Image of the later date. The results have its CRS.</source>
      <translation>Das Bild des späteren Zeitpunkts. Die Ergebnisse haben sein KBS.</translation>
    </message>
    <message>
      <source>Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. Empty: the overlap of the two dates.</source>
      <translation>Zu verarbeitende Polygone, in beliebigem KBS; auf Wunsch nur die gewählten Objekte. Außerhalb wird nichts verarbeitet. Leer: die Überlappung der beiden Zeitpunkte.</translation>
    </message>
    <message>
      <source>Polygons to process, in any CRS; optionally only the selected features. Nothing outside is processed. Empty: the extent of the last date.</source>
      <translation>Zu verarbeitende Polygone, in beliebigem KBS; auf Wunsch nur die gewählten Objekte. Außerhalb wird nichts verarbeitet. Leer: die Ausdehnung des letzten Zeitpunkts.</translation>
    </message>
    <message>
      <source>Rectangle to process; together with an area of interest, their intersection. If no CRS is given, that of the earlier date is used.</source>
      <translation>Zu verarbeitendes Rechteck; zusammen mit einem Arbeitsgebiet deren Schnittmenge. Ohne KBS gilt das des früheren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Exclude</source>
      <translation>Ausnehmen</translation>
    </message>
    <message>
      <source>Polygons to exclude, such as clouds: the results contain nodata there.</source>
      <translation>Auszunehmende Polygone, etwa Wolken: Dort enthalten die Ergebnisse NoData.</translation>
    </message>
    <message>
      <source>Working pixel size in map units. Empty: the coarser pixel size of the two dates, adjusted to the range of the model. A given value is used as it is, even outside the model's range.</source>
      <translation>Pixelgröße der Verarbeitung in Karteneinheiten. Leer: die gröbere Pixelgröße der beiden Zeitpunkte, an den Bereich des Modells angepasst. Ein angegebener Wert gilt unverändert, auch außerhalb des Bereichs des Modells.</translation>
    </message>
    <message>
      <source>Working pixel size in map units. Empty: the coarser pixel size of the two dates.</source>
      <translation>Pixelgröße der Verarbeitung in Karteneinheiten. Leer: die gröbere Pixelgröße der beiden Zeitpunkte.</translation>
    </message>
    <message>
      <source>Numbers of the bands to compare, such as 3,2,1; in the same number and order as for the other date. Empty: all bands that both dates have, matched by wavelength, colour or order.</source>
      <translation>Nummern der zu vergleichenden Bänder, etwa 3,2,1; in derselben Anzahl und Reihenfolge wie beim anderen Zeitpunkt. Leer: alle Bänder, die beide Zeitpunkte haben, einander zugeordnet nach Wellenlänge, Farbe oder Reihenfolge.</translation>
    </message>
    <message>
      <source>Resolution (units of the later date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des späteren Zeitpunkts)</translation>
    </message>
    <message>
      <source>Bands of the earlier date</source>
      <translation>Bänder des früheren Zeitpunkts</translation>
    </message>
    <message>
      <source>Bands of the later date</source>
      <translation>Bänder des späteren Zeitpunkts</translation>
    </message>
    <message>
      <source>CRS of layers without one</source>
      <translation>KBS von Layern ohne eigenes</translation>
    </message>
    <message>
      <source>Coordinate reference system of layers that do not define one.</source>
      <translation>Koordinatenbezugssystem von Layern, die keines festlegen.</translation>
    </message>
    <message>
      <source>Band numbers in the order of the model's bands, such as 3,2,1. Empty: identified by wavelength, colour interpretation or, for images with three or four bands, the order red, green, blue.</source>
      <translation>Bandnummern in der Reihenfolge der Bänder des Modells, etwa 3,2,1. Leer: anhand von Wellenlänge, Farbinterpretation oder, bei Bildern mit drei oder vier Bändern, der Reihenfolge Rot, Grün, Blau bestimmt.</translation>
    </message>
  </context>
  <context>
    <name>ProgressPage</name>
    <message>
      <source>Progress of the training</source>
      <translation>Fortschritt des Trainings</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>Predictions on the validation area appear here after the first epoch.</source>
      <translation>Vorhersagen im Validierungsgebiet erscheinen hier nach der ersten Epoche.</translation>
    </message>
    <message>
      <source>Predictions on validation chips</source>
      <translation>Vorhersagen auf Validierungschips</translation>
    </message>
    <message>
      <source>No training has been started yet.</source>
      <translation>Noch wurde kein Training gestartet.</translation>
    </message>
    <message>
      <source>After &amp;epoch</source>
      <translation>Nach &amp;Epoche</translation>
    </message>
    <message>
      <source>Show the predictions of an earlier epoch</source>
      <translation>Die Vorhersagen einer früheren Epoche zeigen</translation>
    </message>
    <message>
      <source>Epoch of the predictions</source>
      <translation>Epoche der Vorhersagen</translation>
    </message>
    <message>
      <source>training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>best</source>
      <translation>beste</translation>
    </message>
    <message>
      <source>Chip {number}</source>
      <translation>Chip {number}</translation>
    </message>
    <message>
      <source>MSE {value} dB²</source>
      <translation>MSE {value} dB²</translation>
    </message>
    <message>
      <source>Cancelled after epoch {epoch}. It can be resumed from there.</source>
      <translation>Nach Epoche {epoch} abgebrochen. Von dort lässt sich das Training fortsetzen.</translation>
    </message>
    <message>
      <source>Done.</source>
      <translation>Fertig.</translation>
    </message>
    <message>
      <source>Done. Epoch {best} of {count} was the best and was kept.</source>
      <translation>Fertig. Epoche {best} von {count} war die beste und wurde behalten.</translation>
    </message>
    <message>
      <source>Paused after epoch {epoch}.</source>
      <translation>Pause nach Epoche {epoch}.</translation>
    </message>
    <message>
      <source>Stopping: writing the best epoch so far…</source>
      <translation>Wird beendet: die bisher beste Epoche wird geschrieben …</translation>
    </message>
    <message>
      <source>Reading the data…</source>
      <translation>Daten werden gelesen…</translation>
    </message>
    <message>
      <source>Epoch {epoch} of {total}</source>
      <translation>Epoche {epoch} von {total}</translation>
    </message>
    <message>
      <source>best so far: epoch {best}, F1 {f1}</source>
      <translation>bisher am besten: Epoche {best}, F1 {f1}</translation>
    </message>
    <message>
      <source>best so far: epoch {best}, MSE {mse} dB²</source>
      <translation>bisher beste: Epoche {best}, MSE {mse} dB²</translation>
    </message>
    <message>
      <source>about {time} left</source>
      <translation>noch etwa {time}</translation>
    </message>
  </context>
  <context>
    <name>QWidgetTextControl</name>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Kopieren</translation>
    </message>
  </context>
  <context>
    <name>QgsProcessingAlgRunnerTask</name>
    <message>
      <source>Executing “%1”</source>
      <translation>„%1“ wird ausgeführt</translation>
    </message>
  </context>
  <context>
    <name>QuantizeModel</name>
    <message>
      <source>Quantize model (8 bit)</source>
      <translation>Modell quantisieren (8 Bit)</translation>
    </message>
    <message>
      <source>quantize,quantise,8 bit,int8,compress,smaller,faster,model,onnx,QDQ,calibration</source>
      <translation>quantisieren,Quantisierung,8 Bit,int8,komprimieren,kleiner,schneller,Modell,onnx,QDQ,Kalibrierung,quantize</translation>
    </message>
    <message>
      <source>Creates a smaller 8-bit version of a model and compares both.</source>
      <translation>Erzeugt eine kleinere 8-Bit-Fassung eines Modells und vergleicht beide.</translation>
    </message>
    <message>
      <source>Creates an 8-bit version of a model, about a third of its size and used in the same way. The value ranges are calibrated on your imagery: folders of chips, with or without labels, or two dates.
The report compares both models: size, speed on this machine, the agreement of their results and, if there are labels, precision, recall, F1 and average precision. Whether an 8-bit network is faster depends on the processor, so check the report before you use it.
The id is that of the model with '-int8' appended. Copy the file to one of your models folders to select it by name.</source>
      <translation>Erzeugt eine 8-Bit-Fassung eines Modells, etwa ein Drittel so groß und genauso zu verwenden. Die Wertebereiche werden an Ihren Bildern kalibriert: an Ordnern mit Chips, mit oder ohne Labels, oder an zwei Zeitpunkten.
Der Bericht vergleicht beide Modelle: Größe, Geschwindigkeit auf diesem Rechner, die Übereinstimmung ihrer Ergebnisse und, wenn es Labels gibt, Precision, Recall, F1 und mittlere Precision. Ob ein 8-Bit-Netz schneller ist, hängt vom Prozessor ab; sehen Sie sich also den Bericht an, bevor Sie es verwenden.
Die Kennung ist die des Modells mit angehängtem '-int8'. Kopieren Sie die Datei in einen Ihrer Modellordner, um sie mit Namen zu wählen.</translation>
    </message>
    <message>
      <source>The model: id of a bundled or imported model, or path of an ONNX file.</source>
      <translation>Das Modell: Kennung eines mitgelieferten oder importierten Modells oder Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Polygons of the changes, to compare the accuracy of both models. Optional.</source>
      <translation>Polygone der Veränderungen, um die Genauigkeit beider Modelle zu vergleichen. Optional.</translation>
    </message>
    <message>
      <source>Chips for calibration</source>
      <translation>Chips für die Kalibrierung</translation>
    </message>
    <message>
      <source>Number of chips, or tiles of the pair, used for calibration; 100 are sufficient.</source>
      <translation>Anzahl der Chips, oder Kacheln des Paares, für die Kalibrierung; 100 genügen.</translation>
    </message>
    <message>
      <source>8-bit model</source>
      <translation>8-Bit-Modell</translation>
    </message>
    <message>
      <source>The 8-bit model, including the specification.</source>
      <translation>Das 8-Bit-Modell, mit der Spezifikation.</translation>
    </message>
    <message>
      <source>A single HTML file that compares the model with its 8-bit version.</source>
      <translation>Eine einzige HTML-Datei, die das Modell mit seiner 8-Bit-Fassung vergleicht.</translation>
    </message>
    <message>
      <source>Size ratio</source>
      <translation>Größenverhältnis</translation>
    </message>
    <message>
      <source>Speed ratio</source>
      <translation>Geschwindigkeitsverhältnis</translation>
    </message>
    <message>
      <source>Decrease of F1 (with labels)</source>
      <translation>Abnahme von F1 (mit Labels)</translation>
    </message>
  </context>
  <context>
    <name>RadarBox</name>
    <message>
      <source>Radar series, without labels</source>
      <translation>Radarserie, ohne Labels</translation>
    </message>
    <message>
      <source>A network is trained to predict each image of the table from earlier ones. Empty: labels.</source>
      <translation>Ein Netz wird darauf trainiert, jedes Bild der Tabelle aus früheren vorherzusagen. Leer: Labels.</translation>
    </message>
    <message>
      <source>automatic</source>
      <translation>automatisch</translation>
    </message>
    <message>
      <source>&amp;Table</source>
      <translation>&amp;Tabelle</translation>
    </message>
    <message>
      <source>&amp;Place</source>
      <translation>&amp;Ort</translation>
    </message>
    <message>
      <source>&amp;Network</source>
      <translation>&amp;Netz</translation>
    </message>
    <message>
      <source>&amp;Speckle filter</source>
      <translation>&amp;Speckle-Filter</translation>
    </message>
    <message>
      <source>&amp;Days held out</source>
      <translation>&amp;Zurückgehaltene Tage</translation>
    </message>
    <message>
      <source>Images: {images}; places: {places}. Labels and the base model are not used; of the next tab, name, path, epochs and the other numbers are.</source>
      <translation>Bilder: {images}; Orte: {places}. Labels und das Basismodell werden nicht verwendet; vom nächsten Reiter Name, Pfad, Epochen und die anderen Zahlen.</translation>
    </message>
    <message>
      <source>All places</source>
      <translation>Alle Orte</translation>
    </message>
  </context>
  <context>
    <name>RadarPanel</name>
    <message>
      <source>Burst, tile or scene: images of one place show the same ground</source>
      <translation>Burst, Kachel oder Szene: Bilder eines Ortes zeigen denselben Boden</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Ort</translation>
    </message>
    <message>
      <source>Date (UTC)</source>
      <translation>Zeitpunkt (UTC)</translation>
    </message>
    <message>
      <source>Satellite</source>
      <translation>Satellit</translation>
    </message>
    <message>
      <source>Track</source>
      <translation>Orbit</translation>
    </message>
    <message>
      <source>Bands</source>
      <translation>Bänder</translation>
    </message>
    <message>
      <source>Dates of the table</source>
      <translation>Zeitpunkte der Tabelle</translation>
    </message>
    <message>
      <source>The images of the table. Double-click one to seek change in it.</source>
      <translation>Die Bilder der Tabelle. Ein Doppelklick wählt das Bild, in dem Veränderung gesucht wird.</translation>
    </message>
    <message>
      <source>Show the &amp;image on the map</source>
      <translation>Bild auf der Karte zeigen</translation>
    </message>
    <message>
      <source>Draw the image of the chosen date over the map; your layers are not changed</source>
      <translation>Das Bild des gewählten Zeitpunkts über die Karte zeichnen; Ihre Layer werden nicht verändert</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Zeitpunkt</translation>
    </message>
    <message>
      <source>Move through the dates; the arrow keys go from one to the next</source>
      <translation>Durch die Zeitpunkte gehen; die Pfeiltasten gehen von einem zum nächsten</translation>
    </message>
    <message>
      <source>The date before</source>
      <translation>Der Zeitpunkt davor</translation>
    </message>
    <message>
      <source>The date after</source>
      <translation>Der Zeitpunkt danach</translation>
    </message>
    <message>
      <source>The image in which change is sought; the earlier ones predict it, later ones confirm</source>
      <translation>Das Bild, in dem Veränderung gesucht wird; frühere sagen es vorher, spätere bestätigen</translation>
    </message>
    <message>
      <source>Change on</source>
      <translation>Veränderung am</translation>
    </message>
    <message>
      <source>and in all later images</source>
      <translation>und in allen späteren Bildern</translation>
    </message>
    <message>
      <source>Seek change in all images from this date on; each change is dated by the image in which it is seen first</source>
      <translation>Veränderung in allen Bildern ab diesem Datum suchen; jede Veränderung erhält das Datum des Bildes, in dem sie zuerst zu sehen ist</translation>
    </message>
    <message>
      <source>{date} (latest)</source>
      <translation>{date} (neuestes)</translation>
    </message>
    <message>
      <source>There is no other date on this side</source>
      <translation>Auf dieser Seite gibt es keinen weiteren Zeitpunkt</translation>
    </message>
    <message>
      <source>Whole image</source>
      <translation>Ganzes Bild</translation>
    </message>
    <message>
      <source>Tables of radar images (*.csv)</source>
      <translation>Tabellen von Radarbildern (*.csv)</translation>
    </message>
    <message>
      <source>A table of acquisitions (CSV): made from a folder of images, or elsewhere, with columns for time and file</source>
      <translation>Eine Tabelle der Aufnahmen (CSV): aus einem Ordner mit Bildern erstellt, oder anderswo, mit Spalten für Zeit und Datei</translation>
    </message>
    <message>
      <source>Table of radar images (CSV)</source>
      <translation>Tabelle von Radarbildern (CSV)</translation>
    </message>
    <message>
      <source>From a folder…</source>
      <translation>Aus einem Ordner…</translation>
    </message>
    <message>
      <source>Make the table from a folder of Sentinel-1 images</source>
      <translation>Die Tabelle aus einem Ordner mit Sentinel-1-Bildern erstellen</translation>
    </message>
    <message>
      <source>Make the table from a folder</source>
      <translation>Die Tabelle aus einem Ordner erstellen</translation>
    </message>
    <message>
      <source>How the image is predicted from the earlier ones</source>
      <translation>Wie das Bild aus den früheren vorhergesagt wird</translation>
    </message>
    <message>
      <source> m²</source>
      <translation> m²</translation>
    </message>
    <message>
      <source>Changes smaller than this are removed. 0: none are removed.</source>
      <translation>Kleinere Veränderungen werden entfernt. 0: keine wird entfernt.</translation>
    </message>
    <message>
      <source> %</source>
      <translation> %</translation>
    </message>
    <message>
      <source>Share of unchanged pixels that may be taken for change, measured on the latest earlier dates. More finds more.</source>
      <translation>Anteil unveränderter Pixel, die für Veränderung gehalten werden dürfen, gemessen an den letzten früheren Zeitpunkten. Mehr findet mehr.</translation>
    </message>
    <message>
      <source>Choose a table of radar images, or make one from a folder.</source>
      <translation>Wählen Sie eine Tabelle von Radarbildern, oder erstellen Sie eine aus einem Ordner.</translation>
    </message>
    <message>
      <source>Advanced</source>
      <translation>Erweitert</translation>
    </message>
    <message>
      <source>Filter of each image. Choose none for images that are filtered already.</source>
      <translation>Filter jedes Bildes. Wählen Sie keinen für Bilder, die schon gefiltert sind.</translation>
    </message>
    <message>
      <source>Number of later images in which each change is looked for again, at most.</source>
      <translation>Höchstzahl späterer Bilder, in denen jede Veränderung noch einmal gesucht wird.</translation>
    </message>
    <message>
      <source>Use images of other tracks</source>
      <translation>Bilder anderer Orbits verwenden</translation>
    </message>
    <message>
      <source>Predict from images of all tracks and passes, which see the ground from other sides.</source>
      <translation>Aus Bildern aller Orbits und Überflugrichtungen vorhersagen, die den Boden von anderen Seiten sehen.</translation>
    </message>
    <message>
      <source>Elevations of the ground; its slopes explain a part of the backscatter. May be left empty.</source>
      <translation>Höhen des Geländes; seine Hänge erklären einen Teil der Rückstreuung. Darf leer bleiben.</translation>
    </message>
    <message>
      <source>Speckle filter</source>
      <translation>Specklefilter</translation>
    </message>
    <message>
      <source>Later images that confirm</source>
      <translation>Spätere Bilder, die bestätigen</translation>
    </message>
    <message>
      <source>Elevation model</source>
      <translation>Höhenmodell</translation>
    </message>
    <message>
      <source>Save results in</source>
      <translation>Ergebnisse speichern in</translation>
    </message>
    <message>
      <source>&amp;Area</source>
      <translation>&amp;Gebiet</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Methode</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Smallest</source>
      <translation>Kleinste</translation>
    </message>
    <message>
      <source>False alarms</source>
      <translation>Fehlalarme</translation>
    </message>
    <message>
      <source>R&amp;un</source>
      <translation>&amp;Starten</translation>
    </message>
    <message>
      <source>Detect the change of the chosen date and add it to the project</source>
      <translation>Die Veränderung des gewählten Zeitpunkts erkennen und dem Projekt hinzufügen</translation>
    </message>
    <message>
      <source>Folder of Sentinel-1 images</source>
      <translation>Ordner mit Sentinel-1-Bildern</translation>
    </message>
    <message>
      <source>Images listed in {path}: {count}. Unknown cells can be filled in there.</source>
      <translation>In {path} aufgelistete Bilder: {count}. Unbekannte Zellen können dort ausgefüllt werden.</translation>
    </message>
    <message>
      <source>The image of {date} cannot be opened: {path}</source>
      <translation>Das Bild vom {date} kann nicht geöffnet werden: {path}</translation>
    </message>
    <message>
      <source>First choose the images</source>
      <translation>Wählen Sie zuerst die Bilder</translation>
    </message>
    <message>
      <source>The table has no dates.</source>
      <translation>Die Tabelle hat keine Zeitpunkte.</translation>
    </message>
    <message>
      <source>Change cannot be sought on this date</source>
      <translation>An diesem Zeitpunkt kann keine Veränderung gesucht werden</translation>
    </message>
    <message>
      <source>Change can be sought with restrictions</source>
      <translation>Veränderung kann mit Einschränkungen gesucht werden</translation>
    </message>
    <message>
      <source>Change can be sought on this date</source>
      <translation>An diesem Zeitpunkt kann Veränderung gesucht werden</translation>
    </message>
    <message>
      <source>Nothing to predict this image from: there is no earlier image of its track.</source>
      <translation>Dieses Bild kann nicht vorhergesagt werden: es gibt kein früheres Bild seines Orbits.</translation>
    </message>
    <message>
      <source>{count} earlier images of the same track.</source>
      <translation>{count} frühere Bilder desselben Orbits.</translation>
    </message>
    <message>
      <source>Only one earlier image: the plain difference shows speckle and weather too.</source>
      <translation>Nur ein früheres Bild: die einfache Differenz zeigt auch Speckle und Wetter.</translation>
    </message>
    <message>
      <source>Earlier images of other tracks, left out: {count}.</source>
      <translation>Frühere Bilder anderer Orbits, ausgelassen: {count}.</translation>
    </message>
    <message>
      <source>Inferred, not stated by the images: {columns}. Check the table.</source>
      <translation>Erschlossen, nicht von den Bildern angegeben: {columns}. Prüfen Sie die Tabelle.</translation>
    </message>
    <message>
      <source> of track {track}</source>
      <translation> von Orbit {track}</translation>
    </message>
    <message>
      <source>The run chooses by the number of earlier images ({count}{track}) and by how much of the image differs.</source>
      <translation>Der Lauf wählt nach der Zahl der früheren Bilder ({count}{track}) und danach, wie viel des Bildes abweicht.</translation>
    </message>
    <message>
      <source>Radar change from {date} on</source>
      <translation>Radar-Veränderung ab {date}</translation>
    </message>
    <message>
      <source>Method: {method}.</source>
      <translation>Methode: {method}.</translation>
    </message>
    <message>
      <source>{count} images</source>
      <translation>{count} Bilder</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>Review…</source>
      <translation>Prüfen…</translation>
    </message>
    <message>
      <source>Compare…</source>
      <translation>Vergleichen…</translation>
    </message>
    <message>
      <source>Its layer is no longer in the project</source>
      <translation>Sein Layer ist nicht mehr im Projekt</translation>
    </message>
    <message>
      <source>Accept or reject the polygons one by one</source>
      <translation>Die Polygone eines nach dem anderen annehmen oder verwerfen</translation>
    </message>
    <message>
      <source>View the image and the one before it on the map</source>
      <translation>Das Bild und das davor auf der Karte ansehen</translation>
    </message>
    <message>
      <source>Choose two dates in the tab Compare</source>
      <translation>Wählen Sie zwei Zeitpunkte im Reiter Vergleichen</translation>
    </message>
  </context>
  <context>
    <name>RateDialog</name>
    <message>
      <source>Find a learning rate</source>
      <translation>Lernrate suchen</translation>
    </message>
    <message>
      <source>Reading the data…</source>
      <translation>Daten werden gelesen…</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Loss while the rate rises</source>
      <translation>Verlust bei steigender Rate</translation>
    </message>
    <message>
      <source>&amp;Use this rate</source>
      <translation>Diese &amp;Rate verwenden</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Testing rates from very low to very high…</source>
      <translation>Raten von sehr klein bis sehr groß werden probiert…</translation>
    </message>
    <message>
      <source>A learning rate of {rate} suits these data.</source>
      <translation>Eine Lernrate von {rate} passt zu diesen Daten.</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Abgebrochen.</translation>
    </message>
    <message>
      <source>smoothed</source>
      <translation>geglättet</translation>
    </message>
  </context>
  <context>
    <name>Report</name>
    <message>
      <source>Latest earlier image</source>
      <translation>Letztes früheres Bild</translation>
    </message>
    <message>
      <source>True</source>
      <translation>Wahr</translation>
    </message>
    <message>
      <source>Predicted</source>
      <translation>Vorhergesagt</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>Accuracy of a change map</source>
      <translation>Genauigkeit einer Veränderungskarte</translation>
    </message>
    <message>
      <source>Area estimates with confidence intervals</source>
      <translation>Flächen mit Vertrauensbereich</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>Referenz</translation>
    </message>
    <message>
      <source>Map</source>
      <translation>Karte</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Stichprobe</translation>
    </message>
    <message>
      <source>Summary</source>
      <translation>In Kürze</translation>
    </message>
    <message>
      <source>Per class</source>
      <translation>Klasse für Klasse</translation>
    </message>
    <message>
      <source>Confusion matrix (pixels)</source>
      <translation>Konfusionsmatrix (Pixel)</translation>
    </message>
    <message>
      <source>Rows: predicted class. Columns: reference class.</source>
      <translation>Zeilen sind, was vorhergesagt wurde, Spalten, was die Referenz sagt.</translation>
    </message>
    <message>
      <source>Objects</source>
      <translation>Objekt für Objekt</translation>
    </message>
    <message>
      <source>Two objects of the same class match, one to one, if their intersection over union is at least {overlap}. An object is touched if it shares a pixel with an object of the same class in the other layer.</source>
      <translation>Zwei Objekte derselben Klasse werden eins zu eins zugeordnet, wo ihr Verhältnis von Schnitt zu Vereinigung mindestens {overlap} ist. Berührt heißt, dass irgendein Pixel eines anderen Objekts der Klasse darauf liegt.</translation>
    </message>
    <message>
      <source>Too many objects to match; objects were not compared.</source>
      <translation>Es sind zu viele Objekte, um sie zuzuordnen; sie wurden weggelassen.</translation>
    </message>
    <message>
      <source>Hits, misses and false alarms</source>
      <translation>Treffer, Übersehenes und Fehlalarme</translation>
    </message>
    <message>
      <source>hit</source>
      <translation>Treffer</translation>
    </message>
    <message>
      <source>miss</source>
      <translation>übersehen</translation>
    </message>
    <message>
      <source>false alarm</source>
      <translation>Fehlalarm</translation>
    </message>
    <message>
      <source>wrong class</source>
      <translation>falsche Klasse</translation>
    </message>
    <message>
      <source>correctly unchanged</source>
      <translation>zu Recht unverändert</translation>
    </message>
    <message>
      <source>not compared</source>
      <translation>nicht verglichen</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>Recall</translation>
    </message>
    <message>
      <source>F1</source>
      <translation>F1</translation>
    </message>
    <message>
      <source>IoU</source>
      <translation>IoU</translation>
    </message>
    <message>
      <source>Overall accuracy</source>
      <translation>Gesamtgenauigkeit</translation>
    </message>
    <message>
      <source>Kappa</source>
      <translation>Kappa</translation>
    </message>
    <message>
      <source>MCC</source>
      <translation>MCC</translation>
    </message>
    <message>
      <source>Total</source>
      <translation>Summe</translation>
    </message>
    <message>
      <source>Pixels compared</source>
      <translation>Verglichene Pixel</translation>
    </message>
    <message>
      <source>Predicted (ha)</source>
      <translation>Vorhersage (ha)</translation>
    </message>
    <message>
      <source>Reference (ha)</source>
      <translation>Referenz (ha)</translation>
    </message>
    <message>
      <source>Predicted objects</source>
      <translation>Vorhergesagte Objekte</translation>
    </message>
    <message>
      <source>Reference objects</source>
      <translation>Objekte der Referenz</translation>
    </message>
    <message>
      <source>Matched</source>
      <translation>Zugeordnet</translation>
    </message>
    <message>
      <source>Mean IoU of matches</source>
      <translation>Mittlere IoU der Zugeordneten</translation>
    </message>
    <message>
      <source>Reference objects touched</source>
      <translation>Berührte Objekte der Referenz</translation>
    </message>
    <message>
      <source>Predicted objects touched</source>
      <translation>Berührte vorhergesagte Objekte</translation>
    </message>
    <message>
      <source>Precision, recall, F1 and IoU are means over the classes of change.</source>
      <translation>Precision, Recall, F1 und IoU sind Mittel über die Klassen der Veränderung.</translation>
    </message>
    <message>
      <source>Mapped (ha)</source>
      <translation>Kartiert (ha)</translation>
    </message>
    <message>
      <source>Estimated (ha)</source>
      <translation>Geschätzt (ha)</translation>
    </message>
    <message>
      <source>± 95 %</source>
      <translation>± 95 %</translation>
    </message>
    <message>
      <source>User's accuracy</source>
      <translation>Nutzergenauigkeit</translation>
    </message>
    <message>
      <source>Producer's accuracy</source>
      <translation>Produzentengenauigkeit</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>Error matrix (points)</source>
      <translation>Fehlermatrix (Punkte)</translation>
    </message>
    <message>
      <source>Error matrix (estimated shares of the area)</source>
      <translation>Fehlermatrix (geschätzte Anteile an der Fläche)</translation>
    </message>
    <message>
      <source>Stratified estimators and their 95 % confidence intervals (1.96 standard errors) after Olofsson et al. 2014, Remote Sensing of Environment 148, 42-57. The strata are the classes of the map, weighted by their areas on the ellipsoid.</source>
      <translation>Schätzer für geschichtete Stichproben und ihre 95-%-Vertrauensbereiche (1,96 Standardfehler) nach Olofsson et al. 2014, Remote Sensing of Environment 148, 42-57. Die Schichten sind die Klassen der Karte, gewichtet mit ihren Flächen auf dem Ellipsoid.</translation>
    </message>
    <message>
      <source>The sample contains no map errors, so the intervals have zero width. This does not prove that the map is free of errors; a larger sample is needed.</source>
      <translation>Kein Punkt der Stichprobe zeigt einen Fehler der Karte: Deshalb sind die Intervalle 0 breit. Das heißt nicht, dass die Karte keine hat; mehr Punkte würden es zeigen.</translation>
    </message>
    <message>
      <source>Points without a reference class: {empty}; outside the map: {outside}.</source>
      <translation>Punkte ohne Referenzklasse: {empty}; außerhalb der Karte: {outside}.</translation>
    </message>
    <message>
      <source>Model evaluation</source>
      <translation>Wie gut ein Modell ist</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>AP</source>
      <translation>AP</translation>
    </message>
    <message>
      <source>Calibration error</source>
      <translation>Kalibrierungsfehler</translation>
    </message>
    <message>
      <source>{share} % of them changed</source>
      <translation>{share} % davon verändert</translation>
    </message>
    <message>
      <source>{count} chips of {folders}</source>
      <translation>{count} Chips aus {folders}</translation>
    </message>
    <message>
      <source>At the threshold {threshold}. The best threshold for this imagery is {best}, with F1 {f1}.</source>
      <translation>Beim Schwellenwert {threshold}. Der beste Schwellenwert für diese Bilder wäre {best}, mit einem F1 von {f1}.</translation>
    </message>
    <message>
      <source>Measures</source>
      <translation>Maße</translation>
    </message>
    <message>
      <source>Any change</source>
      <translation>Jede Veränderung</translation>
    </message>
    <message>
      <source>The mask as delivered (minimum mapping unit {area} m², holes filled)</source>
      <translation>Die Maske, wie sie geliefert wird (ab {area} m², Löcher gefüllt)</translation>
    </message>
    <message>
      <source>{count} of them, dates in order</source>
      <translation>{count} davon, die Zeitpunkte, wie sie sind</translation>
    </message>
    <message>
      <source>The same, dates swapped</source>
      <translation>Dieselben, die Zeitpunkte vertauscht</translation>
    </message>
    <message>
      <source>False change share on unchanged pairs ({count})</source>
      <translation>Fälschlich verändert, wo sich nichts verändert hat ({count})</translation>
    </message>
    <message>
      <source>Calibration</source>
      <translation>Kalibrierung</translation>
    </message>
    <message>
      <source>Calibration: of the pixels with a probability of 0.8, 80 % should have changed (dashed line). Bars show shares of pixels. The calibration error is the mean distance from the dashed line over all pixels.</source>
      <translation>Kalibrierung: Von den Pixeln mit einer Wahrscheinlichkeit von 0,8 sollten sich 80 % verändert haben (die gestrichelte Linie). Balken sind Anteile der Pixel. Der Kalibrierungsfehler ist der mittlere Abstand von dieser Linie über alle Pixel.</translation>
    </message>
    <message>
      <source>Probability of change</source>
      <translation>Wahrscheinlichkeit der Veränderung</translation>
    </message>
    <message>
      <source>Share that is right</source>
      <translation>Anteil, der stimmt</translation>
    </message>
    <message>
      <source>Means over the classes that occur in the labels. Unlabelled pixels do not count.</source>
      <translation>Mittel über die Klassen, die in den Labels vorkommen. Pixel ohne Label zählen nicht.</translation>
    </message>
    <message>
      <source>Confusion matrix (% of the true class)</source>
      <translation>Konfusionsmatrix (% der wahren Klasse)</translation>
    </message>
    <message>
      <source>Rows: true class. Columns: class that the model found.</source>
      <translation>Zeilen: wahre Klasse. Spalten: Klasse, die das Modell gefunden hat.</translation>
    </message>
    <message>
      <source>The same images, altered ({count} chips or squares): gain, offset (in standard deviations) and blur, and larger or smaller pixels. Finer pixels are interpolated and add no detail. F1 is the mean of the classes that occur.</source>
      <translation>Dieselben Bilder, verändert ({count} Kacheln oder Quadrate): Verstärkung, Versatz (in Standardabweichungen) und Unschärfe sowie größere oder kleinere Pixel. Feinere Pixel sind interpoliert und fügen keine Einzelheiten hinzu. F1 ist das Mittel der vorkommenden Klassen.</translation>
    </message>
    <message>
      <source>Image, true classes, classes that the model found, and where they agree (green: right).</source>
      <translation>Bild, wahre Klassen, vom Modell gefundene Klassen und wo sie übereinstimmen (grün: richtig).</translation>
    </message>
    <message>
      <source>Share that changed</source>
      <translation>Anteil, der sich verändert hat</translation>
    </message>
    <message>
      <source>Precision and recall</source>
      <translation>Precision und Recall</translation>
    </message>
    <message>
      <source>Measures by threshold</source>
      <translation>Was der Schwellenwert bewirkt</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Robustness</source>
      <translation>Robustheit</translation>
    </message>
    <message>
      <source>The same pairs, altered, at the same threshold ({count} pairs or tiles). The earlier date is shifted; gain, offset (in standard deviations) and blur alter the later date; both dates are resampled to larger or smaller pixels. Finer pixels are interpolated and add no detail.</source>
      <translation>Dieselben Paare, abgewandelt, beim selben Schwellenwert ({count} davon, oder so viele Kacheln des Paares). Der frühere Zeitpunkt wird verschoben; Verstärkung, Versatz der Werte (in deren Abweichungen) und Unschärfe wandeln den späteren ab; die Pixel beider werden größer oder kleiner. Feinere Pixel sind interpoliert: Sie enthalten keine neuen Einzelheiten.</translation>
    </message>
    <message>
      <source>Altered</source>
      <translation>Abgewandelt</translation>
    </message>
    <message>
      <source>False change share</source>
      <translation>Fälschlich verändert</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>Shift between dates</source>
      <translation>Zeitpunkte verschoben</translation>
    </message>
    <message>
      <source>Shift in pixels</source>
      <translation>Versatz in Pixeln</translation>
    </message>
    <message>
      <source>Gain of one date</source>
      <translation>Ein Zeitpunkt heller oder dunkler</translation>
    </message>
    <message>
      <source>Gain</source>
      <translation>Verstärkung</translation>
    </message>
    <message>
      <source>Offset of one date</source>
      <translation>Ein Zeitpunkt angehoben oder abgesenkt</translation>
    </message>
    <message>
      <source>Offset in standard deviations</source>
      <translation>Versatz der Werte in Abweichungen</translation>
    </message>
    <message>
      <source>Blur of one date</source>
      <translation>Ein Zeitpunkt unschärfer</translation>
    </message>
    <message>
      <source>Blur in pixels</source>
      <translation>Unschärfe in Pixeln</translation>
    </message>
    <message>
      <source>Other pixel sizes</source>
      <translation>Andere Pixelgrößen</translation>
    </message>
    <message>
      <source>Pixel size, times</source>
      <translation>Pixelgröße (Faktor)</translation>
    </message>
    <message>
      <source>handled automatically</source>
      <translation>automatisch angepasst</translation>
    </message>
    <message>
      <source>as it is</source>
      <translation>wie es ist</translation>
    </message>
    <message>
      <source>Chip</source>
      <translation>Chip</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <source>Per folder</source>
      <translation>Ordner für Ordner</translation>
    </message>
    <message>
      <source>Before, after, truth, prediction.</source>
      <translation>Vorher, nachher, Wahrheit, Vorhersage.</translation>
    </message>
    <message>
      <source>Worst chips</source>
      <translation>Wo es am schlechtesten ist</translation>
    </message>
    <message>
      <source>Best chips</source>
      <translation>Wo es am besten ist</translation>
    </message>
    <message>
      <source>Excluded chips</source>
      <translation>Ausgelassene Chips</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>Grund</translation>
    </message>
    <message>
      <source>Training of {id}</source>
      <translation>Training von {id}</translation>
    </message>
    <message>
      <source>Model (base or new)</source>
      <translation>Modell (Basis oder neu)</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Maß</translation>
    </message>
    <message>
      <source>Base model</source>
      <translation>Basismodell</translation>
    </message>
    <message>
      <source>This model</source>
      <translation>Dieses Modell</translation>
    </message>
    <message>
      <source>Base model and this model on the same validation area</source>
      <translation>Basismodell und dieses Modell im selben Validierungsgebiet</translation>
    </message>
    <message>
      <source>On ground not used for training. The epoch, temperature and threshold were chosen on it, so expect slightly lower figures elsewhere.</source>
      <translation>In einem Gebiet, mit dem nicht trainiert wurde; Epoche, Temperatur und Schwellenwert wurden dort gewählt, anderswo ist also etwas weniger zu erwarten.</translation>
    </message>
    <message>
      <source>Before, after, truth and prediction on the validation area</source>
      <translation>Vorher, nachher, Wahrheit und Vorhersage im Validierungsgebiet</translation>
    </message>
    <message>
      <source>before</source>
      <translation>vorher</translation>
    </message>
    <message>
      <source>after</source>
      <translation>nachher</translation>
    </message>
    <message>
      <source>truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <source>prediction</source>
      <translation>Vorhersage</translation>
    </message>
    <message>
      <source>Curves</source>
      <translation>Kurven</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Data and training</source>
      <translation>Daten und Training</translation>
    </message>
    <message>
      <source>F1 of any change: {gain} against the base model, 95 % interval {low} to {high} (bootstrap over {blocks} blocks of the validation ground): a real difference.</source>
      <translation>F1 der Veränderung: {gain} gegenüber dem Ausgangsmodell, 95-%-Intervall {low} bis {high} (Bootstrap über {blocks} Blöcke der Validierungsfläche): ein wirklicher Unterschied.</translation>
    </message>
    <message>
      <source>F1 of any change: {gain} against the base model, 95 % interval {low} to {high} (bootstrap over {blocks} blocks of the validation ground): no real difference, the gain lies within the noise.</source>
      <translation>F1 der Veränderung: {gain} gegenüber dem Ausgangsmodell, 95-%-Intervall {low} bis {high} (Bootstrap über {blocks} Blöcke der Validierungsfläche): kein wirklicher Unterschied, der Gewinn liegt im Rauschen.</translation>
    </message>
    <message>
      <source>Licence of what it was trained on</source>
      <translation>Lizenz der Trainingsdaten</translation>
    </message>
    <message>
      <source>Attribution</source>
      <translation>Namensnennung</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Labels (polygons)</source>
      <translation>Labels (Polygone)</translation>
    </message>
    <message>
      <source>Labelled area</source>
      <translation>Gelabeltes Gebiet</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>Base</source>
      <translation>Basis</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Against forgetting</source>
      <translation>Gegen das Vergessen</translation>
    </message>
    <message>
      <source>Temperature</source>
      <translation>Temperatur</translation>
    </message>
    <message>
      <source>Halo (pixels)</source>
      <translation>Kontext, den eine Kachel braucht (Pixel)</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <source>Learning rate range test</source>
      <translation>Eine Lernrate, die zu den Daten passt</translation>
    </message>
    <message>
      <source>Suggested rate</source>
      <translation>Vorgeschlagene Rate</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>The loss decreased most steeply at this rate.</source>
      <translation>Bei dieser Rate fiel der Verlust am steilsten.</translation>
    </message>
    <message>
      <source>The loss hardly decreased at any rate: the model already fits the data, or there are few labels. The suggested rate is a tenth of the rate at which the loss began to rise.</source>
      <translation>Der Verlust fiel bei keiner Rate nennenswert: Das Modell passt schon gut zu den Daten, oder es gibt wenige Labels. Die vorgeschlagene Rate ist ein Zehntel derjenigen, ab der der Verlust stieg.</translation>
    </message>
    <message>
      <source>The rate increased by a constant factor per step (Smith 2017). Pale: loss of each batch; dark: smoothed. The weights of this test were discarded.</source>
      <translation>Die Rate stieg von Schritt zu Schritt um denselben Faktor (Smith 2017). Blass: der Verlust jedes Batches; dunkel: geglättet. Das Netz dieses Durchlaufs wurde verworfen.</translation>
    </message>
    <message>
      <source>A model and its 8-bit version</source>
      <translation>Ein Modell und sein 8-Bit-Zwilling</translation>
    </message>
    <message>
      <source>Calibrated with {count} images. Speed: the bare network on this machine, both measured alternately. Measures: any change at the threshold {threshold}.</source>
      <translation>Kalibriert mit {count} Bildern. Die Geschwindigkeit ist die des bloßen Netzes auf diesem Rechner, beide im Wechsel; die Maße gelten für jede Veränderung beim Schwellenwert {threshold}.</translation>
    </message>
    <message>
      <source>Calibrated with {count} images. Speed: the bare network on this machine, both measured alternately. Measures: means over the classes, each pixel in its likeliest class.</source>
      <translation>Kalibriert mit {count} Bildern. Geschwindigkeit: das Netz allein auf diesem Rechner, beide abwechselnd gemessen. Maße: Mittel über die Klassen, jedes Pixel in seiner wahrscheinlichsten Klasse.</translation>
    </message>
    <message>
      <source>Pixels of another class</source>
      <translation>Pixel einer anderen Klasse</translation>
    </message>
    <message>
      <source>The 8-bit model is faster on this machine.</source>
      <translation>Der Zwilling ist auf diesem Rechner der schnellere.</translation>
    </message>
    <message>
      <source>The 8-bit model is not faster on this machine: unless size matters, use the original model.</source>
      <translation>Der Zwilling ist auf diesem Rechner nicht schneller: Wenn es nicht auf die Größe ankommt, verwenden Sie das Modell selbst.</translation>
    </message>
    <message>
      <source>Compared with the reference on {count} chips or tiles.</source>
      <translation>Mit der Wahrheit verglichen auf {count} Chips oder Kacheln.</translation>
    </message>
    <message>
      <source>Size (MB)</source>
      <translation>Größe (MB)</translation>
    </message>
    <message>
      <source>Speed (Mpx/s)</source>
      <translation>Geschwindigkeit (Millionen Pixel je Sekunde)</translation>
    </message>
    <message>
      <source>Agreement</source>
      <translation>Wie weit beide dasselbe sagen</translation>
    </message>
    <message>
      <source>Pixels changed in only one of the two</source>
      <translation>Pixel, die nur eines verändert nennt</translation>
    </message>
    <message>
      <source>Mean difference of the probability</source>
      <translation>Mittlere Differenz der Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Largest difference of the probability</source>
      <translation>Größte Differenz der Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Radar methods on simulated change</source>
      <translation>Radarmethoden an simulierten Veränderungen</translation>
    </message>
    <message>
      <source>{images} images of {places} places, each with random polygons of change in its power.</source>
      <translation>{images} Bilder von {places} Orten, jedes mit zufälligen Veränderungspolygonen in seiner Leistung.</translation>
    </message>
    <message>
      <source>Best method</source>
      <translation>Beste Methode</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Methode</translation>
    </message>
    <message>
      <source>shift</source>
      <translation>Verschiebung</translation>
    </message>
    <message>
      <source>statistical</source>
      <translation>statistisch</translation>
    </message>
    <message>
      <source>AUC, {change}</source>
      <translation>AUC, {change}</translation>
    </message>
    <message>
      <source>AP, {change}</source>
      <translation>AP, {change}</translation>
    </message>
    <message>
      <source>SVC accuracy, {change}</source>
      <translation>SVC-Genauigkeit, {change}</translation>
    </message>
    <message>
      <source>False alarm share</source>
      <translation>Anteil der Fehlalarme</translation>
    </message>
    <message>
      <source>Detected share</source>
      <translation>Anteil der erkannten Veränderungen</translation>
    </message>
    <message>
      <source>AUC: area under the ROC curve; AP: average precision; in brackets the 95 % interval by resampling dates. SVC: a linear classifier on the differences of the polarisations, on images that it was not fitted on, of as many changed as unchanged pixels. The plain difference from the latest earlier image, unfiltered, is the yardstick.</source>
      <translation>AUC: Fläche unter der ROC-Kurve; AP: mittlere Präzision; in Klammern das 95-%-Intervall durch Neuziehen der Termine. SVC: ein linearer Klassifikator auf den Differenzen der Polarisationen, auf Bildern, an die er nicht angepasst wurde, mit gleich vielen veränderten und unveränderten Pixeln. Maßstab ist die einfache, ungefilterte Differenz zum letzten früheren Bild.</translation>
    </message>
    <message>
      <source>On land</source>
      <translation>An Land</translation>
    </message>
    <message>
      <source>On water and other smooth surfaces</source>
      <translation>Auf Wasser und anderen glatten Oberflächen</translation>
    </message>
    <message>
      <source>Smooth surfaces: temporal median below -24 dB (VH, HV), or below -18 dB where there is only VV or HH.</source>
      <translation>Glatte Oberflächen: zeitlicher Median unter -24 dB (VH, HV) oder unter -18 dB, wo es nur VV oder HH gibt.</translation>
    </message>
    <message>
      <source>The automatic method chose: {listing}.</source>
      <translation>Die automatische Methode wählte: {listing}.</translation>
    </message>
    <message>
      <source>Plain difference</source>
      <translation>Einfache Differenz</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <source>Difference from the latest image</source>
      <translation>Differenz zum letzten Bild</translation>
    </message>
    <message>
      <source>Difference, nearest geometry</source>
      <translation>Differenz, ähnlichste Geometrie</translation>
    </message>
    <message>
      <source>Median</source>
      <translation>Median</translation>
    </message>
    <message>
      <source>Levelled median</source>
      <translation>Median, nivelliert</translation>
    </message>
    <message>
      <source>Z-score</source>
      <translation>Z-Wert</translation>
    </message>
    <message>
      <source>Levelled z-score</source>
      <translation>Z-Wert, nivelliert</translation>
    </message>
    <message>
      <source>Regression</source>
      <translation>Regression</translation>
    </message>
    <message>
      <source>Trained network</source>
      <translation>Trainiertes Netz</translation>
    </message>
    <message>
      <source>Error of the network without each condition</source>
      <translation>Fehler des Netzes ohne jede der Bedingungen</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>Ausgelassen</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>Line of the table</source>
      <translation>Zeile der Tabelle</translation>
    </message>
    <message>
      <source>The network was trained anew for each line, with the settings of the model, and measured on the days that it was not trained on. Conditions that are the same or unknown for all images are not listed: they cannot matter.</source>
      <translation>Das Netz wurde für jede Zeile mit den Einstellungen des Modells neu trainiert und an den Tagen gemessen, mit denen es nicht trainiert wurde. Bedingungen, die für alle Bilder gleich oder unbekannt sind, sind nicht aufgeführt: Sie können keine Rolle spielen.</translation>
    </message>
    <message>
      <source>Radar prediction, trained</source>
      <translation>Radarvorhersage, trainiert</translation>
    </message>
    <message>
      <source>Use on these images</source>
      <translation>Für diese Bilder verwenden</translation>
    </message>
    <message>
      <source>the trained network</source>
      <translation>das trainierte Netz</translation>
    </message>
    <message>
      <source>the automatic method, without the network</source>
      <translation>die automatische Methode, ohne das Netz</translation>
    </message>
    <message>
      <source>AUC on simulated change on held-out dates, mean over the kinds of change: network {network:.3f}, automatic method {automatic:.3f}. The network is recommended where it is better by at least 0.005.</source>
      <translation>AUC bei simulierter Veränderung an zurückgehaltenen Daten, Mittel über die Arten der Veränderung: Netz {network:.3f}, automatische Methode {automatic:.3f}. Das Netz wird empfohlen, wenn es um mindestens 0,005 besser ist.</translation>
    </message>
    <message>
      <source>MSE (dB²)</source>
      <translation>MSE (dB²)</translation>
    </message>
    <message>
      <source>AUC</source>
      <translation>AUC</translation>
    </message>
    <message>
      <source>MSE: mean squared difference of unchanged images from their prediction. That of '{method}' is the error of the mean of all earlier images, which the network has to beat. Filtered images; the plain difference is not filtered.</source>
      <translation>MSE: mittlere quadratische Differenz unveränderter Bilder von ihrer Vorhersage. Die von „{method}“ ist der Fehler des Mittels aller früheren Bilder, den das Netz unterbieten muss. Gefilterte Bilder; die einfache Differenz ist nicht gefiltert.</translation>
    </message>
    <message>
      <source>Dates</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>Teil</translation>
    </message>
    <message>
      <source>Predicted dates</source>
      <translation>Vorhergesagte Daten</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>Held out</source>
      <translation>Zurückgehalten</translation>
    </message>
    <message>
      <source>Mean squared error on the validation dates</source>
      <translation>Mittlerer quadratischer Fehler an den Validierungsdaten</translation>
    </message>
    <message>
      <source>Epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>Mean of all earlier images</source>
      <translation>Mittel aller früheren Bilder</translation>
    </message>
    <message>
      <source>Predicted and true images of validation dates</source>
      <translation>Vorhergesagte und wahre Bilder der Validierungsdaten</translation>
    </message>
    <message>
      <source>Mean of earlier images</source>
      <translation>Mittel der früheren Bilder</translation>
    </message>
    <message>
      <source>Provenance</source>
      <translation>Wie dies entstand</translation>
    </message>
    <message>
      <source>Changes from {before} to {after}</source>
      <translation>Veränderungen von {before} bis {after}</translation>
    </message>
    <message>
      <source>Author</source>
      <translation>Verfasst von</translation>
    </message>
    <message>
      <source>Report of {date}</source>
      <translation>Bericht vom {date}</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Veränderungen</translation>
    </message>
    <message>
      <source>Changed area</source>
      <translation>Veränderte Fläche</translation>
    </message>
    <message>
      <source>Share of the compared area</source>
      <translation>Anteil an der verglichenen Fläche</translation>
    </message>
    <message>
      <source>Compared area</source>
      <translation>Verglichene Fläche</translation>
    </message>
    <message>
      <source>Reviewed by people: {accepted} accepted, {missed} added, {rejected} rejected, {undecided} undecided.</source>
      <translation>Von Menschen geprüft: {accepted} angenommen, {missed} ergänzt, {rejected} abgelehnt, {undecided} unentschieden.</translation>
    </message>
    <message>
      <source>The report contains the accepted and the added changes.</source>
      <translation>Der Bericht enthält die angenommenen und die ergänzten Veränderungen.</translation>
    </message>
    <message>
      <source>The report contains all polygons, whatever was decided on them.</source>
      <translation>Der Bericht enthält alle Polygone, wie auch immer über sie entschieden wurde.</translation>
    </message>
    <message>
      <source>The report contains all polygons. They were not reviewed: some of them may be false alarms.</source>
      <translation>Der Bericht enthält alle Polygone. Sie wurden nicht geprüft: Einige davon können Fehlalarme sein.</translation>
    </message>
    <message>
      <source>Overview</source>
      <translation>Übersicht</translation>
    </message>
    <message>
      <source>North is up. Drag the slider or the picture to compare the dates; click an outline to see the change.</source>
      <translation>Norden ist oben. Ziehen Sie den Regler oder das Bild, um die Zeitpunkte zu vergleichen; ein Klick auf einen Umriss zeigt die Veränderung.</translation>
    </message>
    <message>
      <source>Lower left {left}, upper right {right} ({crs}).</source>
      <translation>Unten links {left}, oben rechts {right} ({crs}).</translation>
    </message>
    <message>
      <source>Counts and areas by class</source>
      <translation>Anzahlen und Flächen je Klasse</translation>
    </message>
    <message>
      <source>Area of the polygons</source>
      <translation>Fläche der Polygone</translation>
    </message>
    <message>
      <source>Estimated area, 95 % interval</source>
      <translation>Geschätzte Fläche, 95-%-Intervall</translation>
    </message>
    <message>
      <source>Areas are measured on the ellipsoid from the outlines of the polygons.</source>
      <translation>Die Flächen sind aus den Umrissen der Polygone auf dem Ellipsoid gemessen.</translation>
    </message>
    <message>
      <source>The estimated area is that of the whole map, from a random sample of points; it corrects for missed changes and false alarms of the map, and so may differ from the area of the polygons.</source>
      <translation>Die geschätzte Fläche ist die der ganzen Karte, aus einer Zufallsstichprobe von Punkten; sie berücksichtigt übersehene Veränderungen und Fehlalarme der Karte und kann daher von der Fläche der Polygone abweichen.</translation>
    </message>
    <message>
      <source>The areas have no confidence interval, because no sample was interpreted: the tools 'Sample points' and 'Estimate area' give one.</source>
      <translation>Die Flächen haben keinen Vertrauensbereich, weil keine Stichprobe ausgewertet wurde: Die Werkzeuge „Stichprobe ziehen“ und „Fläche schätzen“ liefern einen.</translation>
    </message>
    <message>
      <source>List of changes</source>
      <translation>Liste der Veränderungen</translation>
    </message>
    <message>
      <source>Search in the list</source>
      <translation>In der Liste suchen</translation>
    </message>
    <message>
      <source>{shown} of {count} changes</source>
      <translation>{shown} von {count} Veränderungen</translation>
    </message>
    <message>
      <source>Sort by {column}</source>
      <translation>Nach {column} sortieren</translation>
    </message>
    <message>
      <source>No.</source>
      <translation>Nr.</translation>
    </message>
    <message>
      <source>Area (m²)</source>
      <translation>Fläche (m²)</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Konfidenz</translation>
    </message>
    <message>
      <source>Latitude</source>
      <translation>Breite</translation>
    </message>
    <message>
      <source>Longitude</source>
      <translation>Länge</translation>
    </message>
    <message>
      <source>Decision</source>
      <translation>Entscheidung</translation>
    </message>
    <message>
      <source>Comment</source>
      <translation>Kommentar</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>angenommen</translation>
    </message>
    <message>
      <source>added</source>
      <translation>ergänzt</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>undecided</source>
      <translation>unentschieden</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Vorher und nachher</translation>
    </message>
    <message>
      <source>Boundary between before and after, change {number}</source>
      <translation>Grenze zwischen vorher und nachher, Veränderung {number}</translation>
    </message>
    <message>
      <source>Boundary between before and after, overview</source>
      <translation>Grenze zwischen vorher und nachher, Übersicht</translation>
    </message>
    <message>
      <source>{date}, change {number}, {name}</source>
      <translation>{date}, Veränderung {number}, {name}</translation>
    </message>
    <message>
      <source>Outlines</source>
      <translation>Umrisse</translation>
    </message>
    <message>
      <source>One of the images has no data here.</source>
      <translation>Eines der Bilder hat hier keine Daten.</translation>
    </message>
    <message>
      <source>The {count} smallest changes have no pictures.</source>
      <translation>Die {count} kleinsten Veränderungen haben keine Bilder.</translation>
    </message>
    <message>
      <source>Both dates are shown with the same contrast.</source>
      <translation>Beide Zeitpunkte sind mit demselben Kontrast gezeigt.</translation>
    </message>
    <message>
      <source>The contrast of each date is adjusted by itself, because their values have different scales.</source>
      <translation>Der Kontrast jedes Zeitpunkts ist für sich angepasst, weil ihre Werte verschiedene Skalen haben.</translation>
    </message>
    <message>
      <source>{name}, {day}, {pixel} m pixels, {crs}</source>
      <translation>{name}, {day}, Pixel von {pixel} m, {crs}</translation>
    </message>
    <message>
      <source>date not stated</source>
      <translation>Datum nicht angegeben</translation>
    </message>
    <message>
      <source>Polygons</source>
      <translation>Polygone</translation>
    </message>
    <message>
      <source>Tool</source>
      <translation>Werkzeug</translation>
    </message>
    <message>
      <source>Made on</source>
      <translation>Erstellt am</translation>
    </message>
    <message>
      <source>The polygons do not state how they were made.</source>
      <translation>Die Polygone geben nicht an, wie sie entstanden.</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>From an interpreted random sample ({file}).</source>
      <translation>Aus einer ausgewerteten Zufallsstichprobe ({file}).</translation>
    </message>
    <message>
      <source>From a comparison with a reference ({file}).</source>
      <translation>Aus einem Vergleich mit einer Referenz ({file}).</translation>
    </message>
    <message>
      <source>The accuracy of the map was not assessed.</source>
      <translation>Die Genauigkeit der Karte wurde nicht bewertet.</translation>
    </message>
    <message>
      <source>Provenance of the polygons</source>
      <translation>Herkunft der Polygone</translation>
    </message>
    <message>
      <source>Provenance of the report</source>
      <translation>Herkunft des Berichts</translation>
    </message>
    <message>
      <source>Share</source>
      <translation>Anteil</translation>
    </message>
    <message>
      <source>change</source>
      <translation>Veränderung</translation>
    </message>
    <message>
      <source>Land cover</source>
      <translation>Landbedeckung</translation>
    </message>
    <message>
      <source>Area of each class</source>
      <translation>Fläche jeder Klasse</translation>
    </message>
    <message>
      <source>Areas are on the ellipsoid, counted from the class map. They include the errors of the map.</source>
      <translation>Die Flächen gelten auf dem Ellipsoid und sind aus der Klassenkarte gezählt. Sie enthalten die Fehler der Karte.</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>Area (ha)</source>
      <translation>Fläche (ha)</translation>
    </message>
    <message>
      <source>From-to change</source>
      <translation>Von-nach-Änderung</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Compared (ha)</source>
      <translation>Verglichen (ha)</translation>
    </message>
    <message>
      <source>Unchanged</source>
      <translation>Unverändert</translation>
    </message>
    <message>
      <source>Changed</source>
      <translation>Geändert</translation>
    </message>
    <message>
      <source>What became what</source>
      <translation>Was wurde wozu</translation>
    </message>
    <message>
      <source>Map of the changes</source>
      <translation>Karte der Veränderungen</translation>
    </message>
    <message>
      <source>Transition matrix (ha)</source>
      <translation>Übergangsmatrix (ha)</translation>
    </message>
    <message>
      <source>Rows: class before. Columns: class after. The darker a cell, the larger its share of the row.</source>
      <translation>Zeilen: Klasse vorher. Spalten: Klasse nachher. Je dunkler eine Zelle, desto größer ihr Anteil an der Zeile.</translation>
    </message>
    <message>
      <source>Gains and losses</source>
      <translation>Gewinne und Verluste</translation>
    </message>
    <message>
      <source>To the right: gain. To the left: loss.</source>
      <translation>Nach rechts: Gewinn. Nach links: Verlust.</translation>
    </message>
    <message>
      <source>Persistence</source>
      <translation>Persistenz</translation>
    </message>
    <message>
      <source>Net change</source>
      <translation>Nettoänderung</translation>
    </message>
    <message>
      <source>Swap</source>
      <translation>Tausch</translation>
    </message>
    <message>
      <source>Total change</source>
      <translation>Gesamtänderung</translation>
    </message>
    <message>
      <source>Net change: gain minus loss. Swap: twice the lesser of gain and loss, what a class loses at one place and gains at another (Pontius, Shusas and McEachern 2004).</source>
      <translation>Nettoänderung: Gewinn minus Verlust. Tausch: das Doppelte des kleineren von Gewinn und Verlust, was eine Klasse an einem Ort verliert und an einem anderen gewinnt (Pontius, Shusas und McEachern 2004).</translation>
    </message>
    <message>
      <source>Both dates are maps of classes, compared pixel by pixel: the errors of both maps appear as change.</source>
      <translation>Beide Zeitpunkte sind Klassenkarten, Pixel für Pixel verglichen: die Fehler beider Karten erscheinen als Änderung.</translation>
    </message>
    <message>
      <source>The classes of both dates were decided jointly from their probabilities; all transitions were weighed alike, no change {stability} times as much.</source>
      <translation>Die Klassen beider Zeitpunkte wurden gemeinsam aus ihren Wahrscheinlichkeiten bestimmt; alle Übergänge wurden gleich gewichtet, keine Veränderung {stability}-mal so stark.</translation>
    </message>
    <message>
      <source>The classes of both dates were decided jointly from their probabilities; how likely each transition is was estimated from the pair (expectation-maximisation).</source>
      <translation>Die Klassen beider Zeitpunkte wurden gemeinsam aus ihren Wahrscheinlichkeiten entschieden; wie wahrscheinlich jeder Übergang ist, wurde aus dem Paar geschätzt (Expectation-Maximisation).</translation>
    </message>
    <message>
      <source>Counted as unchanged: changes along edges that are thinner than {tolerance} pixels, smaller than {area} m², or with a confidence below {confidence}.</source>
      <translation>Als unverändert gezählt: Änderungen entlang von Kanten, die dünner als {tolerance} Pixel sind, kleiner als {area} m² oder mit einer Konfidenz unter {confidence}.</translation>
    </message>
  </context>
  <context>
    <name>ResultPage</name>
    <message>
      <source>&amp;Use now</source>
      <translation>&amp;Jetzt verwenden</translation>
    </message>
    <message>
      <source>Choose the new model in the tab 'Detect'</source>
      <translation>Das neue Modell im Reiter „Finden“ wählen</translation>
    </message>
    <message>
      <source>Open the &amp;report</source>
      <translation>&amp;Bericht öffnen</translation>
    </message>
    <message>
      <source>Open its &amp;folder</source>
      <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
      <source>Make an 8-bit &amp;twin…</source>
      <translation>8-Bit-&amp;Zwilling erzeugen …</translation>
    </message>
    <message>
      <source>A smaller version of the model, compared with the original: size, speed, precision, recall, F1</source>
      <translation>Eine kleinere Fassung des Modells, mit dem Original verglichen: Größe, Geschwindigkeit, Genauigkeit, Trefferquote, F1</translation>
    </message>
    <message>
      <source>Against the base model</source>
      <translation>Verglichen mit dem Basismodell</translation>
    </message>
    <message>
      <source>Per class</source>
      <translation>Je Klasse</translation>
    </message>
    <message>
      <source>There are no pictures.</source>
      <translation>Es gibt keine Bilder.</translation>
    </message>
    <message>
      <source>Worst chips</source>
      <translation>Schlechteste Chips</translation>
    </message>
    <message>
      <source>Best chips</source>
      <translation>Beste Chips</translation>
    </message>
    <message>
      <source>The figures of the new model appear here when the training has finished.</source>
      <translation>Die Zahlen des neuen Modells erscheinen hier, wenn sein Training fertig ist.</translation>
    </message>
    <message>
      <source>The training wrote no report</source>
      <translation>Das Training hat keinen Bericht geschrieben</translation>
    </message>
    <message>
      <source>Use the network on these images.</source>
      <translation>Verwenden Sie das Netz für diese Bilder.</translation>
    </message>
    <message>
      <source>Use the automatic method on these images: the network is not clearly better.</source>
      <translation>Verwenden Sie die automatische Methode für diese Bilder: Das Netz ist nicht deutlich besser.</translation>
    </message>
    <message>
      <source>On the held-out days, AUC on simulated change: network {auc}, automatic method {automatic}, plain difference {plain}; mean squared error: network {mse} dB², mean of earlier images {mean} dB².</source>
      <translation>An den zurückgehaltenen Tagen: AUC bei simulierter Veränderung: Netz {auc}, automatische Methode {automatic}, einfache Differenz {plain}; mittlerer quadratischer Fehler: Netz {mse} dB², Mittel der früheren Bilder {mean} dB².</translation>
    </message>
    <message>
      <source>The model is at {path}.</source>
      <translation>Das Modell liegt in {path}.</translation>
    </message>
    <message>
      <source>F1 on the validation area: {new}.</source>
      <translation>F1 im Validierungsgebiet: {new}.</translation>
    </message>
    <message>
      <source>F1 on the validation area increased from {base} to {new}.</source>
      <translation>F1 im Validierungsgebiet stieg von {base} auf {new}.</translation>
    </message>
    <message>
      <source>F1 on the validation area did not increase ({base}, now {new}): more labels, or labels of other areas, may help.</source>
      <translation>F1 im Validierungsgebiet stieg nicht ({base}, jetzt {new}): Mehr Labels oder Labels aus anderen Gebieten können helfen.</translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Class before</source>
      <translation>Klasse vorher</translation>
    </message>
    <message>
      <source>Class after</source>
      <translation>Klasse nachher</translation>
    </message>
    <message>
      <source>Kind of change</source>
      <translation>Art der Veränderung</translation>
    </message>
    <message>
      <source>Area (m²)</source>
      <translation>Fläche (m²)</translation>
    </message>
    <message>
      <source>Perimeter (m)</source>
      <translation>Umfang (m)</translation>
    </message>
    <message>
      <source>Mean probability</source>
      <translation>Mittlere Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Highest probability</source>
      <translation>Höchste Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Mean magnitude</source>
      <translation>Mittlere Stärke</translation>
    </message>
    <message>
      <source>Highest magnitude</source>
      <translation>Höchste Stärke</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>Mean difference (dB)</source>
      <translation>Mittlere Differenz (dB)</translation>
    </message>
    <message>
      <source>Earlier date</source>
      <translation>Früheres Datum</translation>
    </message>
    <message>
      <source>Later date</source>
      <translation>Späteres Datum</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <source>Later dates</source>
      <translation>Spätere Aufnahmen</translation>
    </message>
    <message>
      <source>Confirmed by</source>
      <translation>Bestätigt von</translation>
    </message>
    <message>
      <source>Confirmed</source>
      <translation>Bestätigt</translation>
    </message>
    <message>
      <source>Identifier</source>
      <translation>Kennung</translation>
    </message>
    <message>
      <source>Decision</source>
      <translation>Entscheidung</translation>
    </message>
    <message>
      <source>Corrected class</source>
      <translation>Korrigierte Klasse</translation>
    </message>
    <message>
      <source>Comment</source>
      <translation>Kommentar</translation>
    </message>
    <message>
      <source>Reviewed at</source>
      <translation>Geprüft am</translation>
    </message>
    <message>
      <source>Reviewer</source>
      <translation>Prüfer</translation>
    </message>
    <message>
      <source>Made by {tool} of Groundshift {version} on {time}.</source>
      <translation>Erzeugt mit {tool} von Groundshift {version} am {time}.</translation>
    </message>
    <message>
      <source>Compared: {before} with {after}.</source>
      <translation>Verglichen: {before} mit {after}.</translation>
    </message>
    <message>
      <source>Model: {id}, SHA-256 {digest}.</source>
      <translation>Modell: {id}, SHA-256 {digest}.</translation>
    </message>
  </context>
  <context>
    <name>Resume</name>
    <message>
      <source>Automatic (runs of more than 50 million pixels)</source>
      <translation>Automatisch (Läufe mit mehr als 50 Millionen Pixeln)</translation>
    </message>
    <message>
      <source>Always</source>
      <translation>Immer</translation>
    </message>
    <message>
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <source>Resume after interruption</source>
      <translation>Nach Unterbrechung fortsetzen</translation>
    </message>
    <message>
      <source>Finished blocks are kept on the disk while the tool runs. If the run is cancelled, killed or stopped by a full disk, running the tool again with the same inputs continues where it stopped. Unfinished runs are listed in the panel's tab 'History'; 'Clean up' removes them, and those older than 30 days are removed automatically.</source>
      <translation>Fertige Blöcke werden auf dem Datenträger aufbewahrt, solange das Werkzeug läuft. Wird der Lauf abgebrochen, beendet oder durch einen vollen Datenträger gestoppt, fährt das Werkzeug dort fort, wo es aufgehört hat, wenn es mit denselben Eingaben noch einmal gestartet wird. Unvollendete Läufe stehen in der Registerkarte „Verlauf“ des Bedienfelds; „Aufräumen“ entfernt sie, und solche, die älter als 30 Tage sind, werden von selbst entfernt.</translation>
    </message>
  </context>
  <context>
    <name>Review</name>
    <message>
      <source>accepted</source>
      <translation>angenommen</translation>
    </message>
    <message>
      <source>rejected</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>undecided</source>
      <translation>unentschieden</translation>
    </message>
    <message>
      <source>class {name}</source>
      <translation>Klasse {name}</translation>
    </message>
    <message>
      <source>comment</source>
      <translation>Kommentar</translation>
    </message>
    <message>
      <source>Order of the review</source>
      <translation>Reihenfolge der Prüfung</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>Reihenfolge</translation>
    </message>
    <message>
      <source>Undecided onl&amp;y</source>
      <translation>Nur unents&amp;chiedene</translation>
    </message>
    <message>
      <source>Next and Previous skip what is already decided</source>
      <translation>Weiter und Zurück überspringen, was schon entschieden ist</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Go to the previous one</source>
      <translation>Zum vorigen gehen</translation>
    </message>
    <message>
      <source>Before / after</source>
      <translation>Vorher / nachher</translation>
    </message>
    <message>
      <source>Show the other date; Esc shows the map again</source>
      <translation>Den anderen Zeitpunkt zeigen; Esc zeigt wieder die Karte</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>Go to the next one</source>
      <translation>Zum nächsten gehen</translation>
    </message>
    <message>
      <source>&amp;Accept</source>
      <translation>Anneh&amp;men</translation>
    </message>
    <message>
      <source>Accept as a change and go to the next undecided one</source>
      <translation>Als Veränderung annehmen und zum nächsten unentschiedenen gehen</translation>
    </message>
    <message>
      <source>Rejec&amp;t</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <source>Reject as no change and go to the next undecided one</source>
      <translation>Als keine Veränderung ablehnen und zum nächsten unentschiedenen gehen</translation>
    </message>
    <message>
      <source>Accept as a change of another class: choose the class, press its number, or type a new one and press Enter</source>
      <translation>Als Veränderung einer anderen Klasse annehmen: die Klasse wählen, ihre Ziffer drücken oder eine neue eingeben und die Eingabetaste drücken</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>&amp;Klasse</translation>
    </message>
    <message>
      <source>Was</source>
      <translation>War</translation>
    </message>
    <message>
      <source>Class on the earlier date; corrects it</source>
      <translation>Klasse am früheren Zeitpunkt; berichtigt sie</translation>
    </message>
    <message>
      <source>Became</source>
      <translation>Wurde</translation>
    </message>
    <message>
      <source>Class on the later date; corrects it, as its number key does</source>
      <translation>Klasse am späteren Zeitpunkt; berichtigt sie, wie auch ihre Zifferntaste</translation>
    </message>
    <message>
      <source>Press Enter to save</source>
      <translation>Eingabetaste speichert</translation>
    </message>
    <message>
      <source>Comment on this one; press Enter to save</source>
      <translation>Kommentar dazu; die Eingabetaste speichert</translation>
    </message>
    <message>
      <source>Comme&amp;nt</source>
      <translation>Kommen&amp;tar</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <source>Undecided again</source>
      <translation>Wieder unentschieden</translation>
    </message>
    <message>
      <source>Reset the decision to undecided</source>
      <translation>Die Entscheidung auf unentschieden zurücksetzen</translation>
    </message>
    <message>
      <source>Zoom to it</source>
      <translation>Darauf zoomen</translation>
    </message>
    <message>
      <source>Zoom to it, with its surroundings</source>
      <translation>Darauf zoomen, mit Umgebung</translation>
    </message>
    <message>
      <source>Outlines</source>
      <translation>Umrisse</translation>
    </message>
    <message>
      <source>Hide the outlines, or show them again; their opacity is in the tab Compare</source>
      <translation>Umrisse ausblenden oder wieder zeigen; ihre Deckkraft steht im Reiter Vergleichen</translation>
    </message>
    <message>
      <source>Keep the map scale: only pan to the next one</source>
      <translation>Den Maßstab behalten: nur zum nächsten verschieben</translation>
    </message>
    <message>
      <source>Keep the scale</source>
      <translation>Maßstab behalten</translation>
    </message>
    <message>
      <source>Reshape</source>
      <translation>&amp;Umformen</translation>
    </message>
    <message>
      <source>Edit its vertices with QGIS's vertex tool</source>
      <translation>Seine Eckpunkte mit dem Stützpunktwerkzeug von QGIS bearbeiten</translation>
    </message>
    <message>
      <source>Draw m&amp;issed</source>
      <translation>Übersehene &amp;zeichnen</translation>
    </message>
    <message>
      <source>Digitise a change that the detection missed</source>
      <translation>Eine Veränderung digitalisieren, die übersehen wurde</translation>
    </message>
    <message>
      <source>All seen in this view</source>
      <translation>In dieser Ansicht alles gesehen</translation>
    </message>
    <message>
      <source>Mark the map view as completely reviewed, including missed changes: training and accuracy assessment treat it as completely mapped</source>
      <translation>Den Kartenausschnitt als vollständig geprüft vermerken, auch auf übersehene Veränderungen: Training und Genauigkeit gehen davon aus, dass er vollständig kartiert ist</translation>
    </message>
    <message>
      <source>The map view</source>
      <translation>Die Kartenansicht</translation>
    </message>
    <message>
      <source>A rectangle on the map…</source>
      <translation>Ein Rechteck auf der Karte…</translation>
    </message>
    <message>
      <source>A polygon on the map…</source>
      <translation>Ein Polygon auf der Karte …</translation>
    </message>
    <message>
      <source>Save edi&amp;ts</source>
      <translation>Bearbeitung &amp;speichern</translation>
    </message>
    <message>
      <source>D&amp;iscard</source>
      <translation>Verwer&amp;fen</translation>
    </message>
    <message>
      <source>Training la&amp;bels</source>
      <translation>Tra&amp;iningslabels</translation>
    </message>
    <message>
      <source>Create training labels from the decisions, as layers of the GeoPackage, for 'Train model'</source>
      <translation>Aus den Entscheidungen Trainingslabels machen, als Layer des GeoPackage, für „Modell trainieren“</translation>
    </message>
    <message>
      <source>Acc&amp;uracy…</source>
      <translation>&amp;Genauigkeit…</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
    <message>
      <source>Write the accepted changes with pictures of both dates as one HTML file, for people without GIS</source>
      <translation>Die angenommenen Veränderungen mit Bildern beider Zeitpunkte als eine HTML-Datei schreiben, für Menschen ohne GIS</translation>
    </message>
    <message>
      <source>Stored with each decision, so that reviews can be merged and distinguished</source>
      <translation>Wird mit jeder Entscheidung gespeichert, damit sich Prüfungen zusammenführen und unterscheiden lassen</translation>
    </message>
    <message>
      <source>Reviewer</source>
      <translation>Ge&amp;prüft von</translation>
    </message>
    <message>
      <source>End the review</source>
      <translation>Prüfung beenden</translation>
    </message>
    <message>
      <source>All decisions are already saved; the layer's own style is restored</source>
      <translation>Alle Entscheidungen sind schon gespeichert; der Layer erhält seinen eigenen Stil zurück</translation>
    </message>
    <message>
      <source>Undo: {what}</source>
      <translation>Rückgängig: {what}</translation>
    </message>
    <message>
      <source>Nothing to undo</source>
      <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
      <source>Redo: {what}</source>
      <translation>Wiederholen: {what}</translation>
    </message>
    <message>
      <source>Nothing to redo</source>
      <translation>Nichts zu wiederholen</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Choose the two dates in the tab Compare first</source>
      <translation>Wählen Sie zuerst die beiden Zeitpunkte im Reiter „Vergleichen“</translation>
    </message>
    <message>
      <source>To flip between the dates, &lt;a href="compare"&gt;choose them in the tab Compare&lt;/a&gt;.</source>
      <translation>Um zwischen den Zeitpunkten zu wechseln, &lt;a href="compare"&gt;wählen Sie sie im Reiter „Vergleichen“&lt;/a&gt;.</translation>
    </message>
    <message>
      <source>Change the outline with QGIS's editing tools. The review's keys are disabled until you save or discard the edits.</source>
      <translation>Den Umriss mit den Bearbeitungswerkzeugen von QGIS ändern. Die Tasten der Prüfung sind gesperrt, bis Sie die Änderungen speichern oder verwerfen.</translation>
    </message>
    <message>
      <source>Draw the missed change on the map: click its vertices, right-click to finish. Draw as many as needed, then save.</source>
      <translation>Die übersehene Veränderung auf der Karte zeichnen: Eckpunkte anklicken, Rechtsklick schließt ab. Beliebig viele zeichnen, dann speichern.</translation>
    </message>
    <message>
      <source>This layer has no features</source>
      <translation>Dieser Layer hat keine Objekte</translation>
    </message>
    <message>
      <source>Save or discard the edits first</source>
      <translation>Speichern oder verwerfen Sie zuerst die Änderungen</translation>
    </message>
    <message>
      <source>Least certain first</source>
      <translation>Unsicherste zuerst</translation>
    </message>
    <message>
      <source>Most certain first</source>
      <translation>Sicherste zuerst</translation>
    </message>
    <message>
      <source>Largest first</source>
      <translation>Größte zuerst</translation>
    </message>
    <message>
      <source>Smallest first</source>
      <translation>Kleinste zuerst</translation>
    </message>
    <message>
      <source>By place</source>
      <translation>Nach Lage</translation>
    </message>
    <message>
      <source>As in the layer</source>
      <translation>Wie im Layer</translation>
    </message>
    <message>
      <source>Es&amp;timate areas…</source>
      <translation>&amp;Flächen schätzen…</translation>
    </message>
    <message>
      <source>Estimate the true areas from the points, with 'Estimate area'</source>
      <translation>Aus den Punkten die wahren Flächen schätzen, mit „Fläche schätzen“</translation>
    </message>
    <message>
      <source>Measure the accuracy of the detection in the reviewed areas, with 'Assess accuracy'</source>
      <translation>Die Genauigkeit der Erkennung in den geprüften Gebieten messen, mit „Genauigkeit bewerten“</translation>
    </message>
    <message>
      <source>choose a layer</source>
      <translation>Layer wählen</translation>
    </message>
    <message>
      <source>Change polygons, or the points of a sample</source>
      <translation>Veränderungspolygone, oder die Punkte einer Stichprobe</translation>
    </message>
    <message>
      <source>Poly&amp;gons or points to review</source>
      <translation>P&amp;olygone oder Punkte zum Prüfen</translation>
    </message>
    <message>
      <source>Save the layer for its review</source>
      <translation>Layer für die Prüfung speichern</translation>
    </message>
    <message>
      <source>GeoPackage (*.gpkg)</source>
      <translation>GeoPackage (*.gpkg)</translation>
    </message>
    <message>
      <source>Reading…</source>
      <translation>Wird gelesen…</translation>
    </message>
    <message>
      <source>No features in this layer</source>
      <translation>Keine Objekte in diesem Layer</translation>
    </message>
    <message>
      <source>Point {number} of {total}</source>
      <translation>Punkt {number} von {total}</translation>
    </message>
    <message>
      <source>{number} of {total}</source>
      <translation>{number} von {total}</translation>
    </message>
    <message>
      <source>That did not work.</source>
      <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
      <source>QGIS does not allow this layer to be edited.</source>
      <translation>QGIS lässt die Bearbeitung dieses Layers nicht zu.</translation>
    </message>
    <message>
      <source>{count} polygons in this area are undecided: they do not count as reviewed yet.</source>
      <translation>{count} Polygone in diesem Gebiet sind unentschieden: sie gelten noch nicht als geprüft.</translation>
    </message>
    <message>
      <source>{count} training labels created.</source>
      <translation>{count} Trainingslabels erstellt.</translation>
    </message>
    <message>
      <source>{count} training labels created, but no view is marked as all seen (V): a model can hardly learn from them where nothing changed.</source>
      <translation>{count} Trainingslabels erstellt, aber keine Ansicht ist als ganz gesehen markiert (V): Daraus lernt ein Modell kaum, wo sich nichts verändert hat.</translation>
    </message>
    <message>
      <source>Train a model…</source>
      <translation>Modell trainieren…</translation>
    </message>
    <message>
      <source>Review of {layer}</source>
      <translation>Prüfung von {layer}</translation>
    </message>
    <message>
      <source>You drew this polygon: if it is not a change, delete it with QGIS's editing tools (press E to edit).</source>
      <translation>Dieses Polygon haben Sie gezeichnet: wenn es keine Veränderung ist, mit den Bearbeitungswerkzeugen von QGIS löschen (Taste E beginnt die Bearbeitung).</translation>
    </message>
    <message>
      <source>The polygon no longer exists.</source>
      <translation>Das Polygon gibt es nicht mehr.</translation>
    </message>
    <message>
      <source>{number}: {what}</source>
      <translation>{number}: {what}</translation>
    </message>
    <message>
      <source>missed, digitised</source>
      <translation>übersehen, digitalisiert</translation>
    </message>
    <message>
      <source>{decided} of {total} points interpreted</source>
      <translation>{decided} von {total} Punkten interpretiert</translation>
    </message>
    <message>
      <source>All {total} decided: {accepted} accepted, {rejected} rejected, {missed} drawn</source>
      <translation>Alle {total} entschieden: {accepted} angenommen, {rejected} abgelehnt, {missed} gezeichnet</translation>
    </message>
    <message>
      <source>{decided} of {total} decided: {accepted} accepted, {rejected} rejected, {missed} drawn</source>
      <translation>{decided} von {total} entschieden: {accepted} angenommen, {rejected} abgelehnt, {missed} gezeichnet</translation>
    </message>
    <message>
      <source>missed, drawn</source>
      <translation>übersehen, gezeichnet</translation>
    </message>
    <message>
      <source>interpreted</source>
      <translation>interpretiert</translation>
    </message>
    <message>
      <source>Interpreted: {label}</source>
      <translation>Interpretiert: {label}</translation>
    </message>
    <message>
      <source>What is here?</source>
      <translation>Was ist hier?</translation>
    </message>
    <message>
      <source>{label} (detected: {detected})</source>
      <translation>{label} (erkannt: {detected})</translation>
    </message>
    <message>
      <source>confidence {value:.2f}</source>
      <translation>Konfidenz {value:.2f}</translation>
    </message>
    <message>
      <source>reviewed area</source>
      <translation>geprüftes Gebiet</translation>
    </message>
    <message>
      <source>Save &amp;as GeoPackage…</source>
      <translation>Als &amp;GeoPackage speichern…</translation>
    </message>
    <message>
      <source>Nothing to review yet. Find changes in the tab &lt;b&gt;Detect&lt;/b&gt;, or add a layer of change polygons to the project. Points of &lt;i&gt;Sample points&lt;/i&gt; can also be interpreted here.</source>
      <translation>Noch nichts zu prüfen. Finden Sie Veränderungen im Reiter &lt;b&gt;Finden&lt;/b&gt;, oder fügen Sie dem Projekt einen Layer von Veränderungspolygonen hinzu; auch Punkte von &lt;i&gt;Stichprobe ziehen&lt;/i&gt; lassen sich hier interpretieren.</translation>
    </message>
    <message>
      <source>Choose the polygons or points to review. No layer is known to come from a detection.</source>
      <translation>Wählen Sie die Polygone oder Punkte, die geprüft werden sollen. Von keinem Layer ist bekannt, dass er aus einer Erkennung stammt.</translation>
    </message>
    <message>
      <source>Con&amp;tinue the review</source>
      <translation>Prüfung fortse&amp;tzen</translation>
    </message>
    <message>
      <source>S&amp;tart the review</source>
      <translation>Prüfung beg&amp;innen</translation>
    </message>
    <message>
      <source>This layer is temporary: it is lost, together with the review, when QGIS is closed. Save it as a GeoPackage to keep both.</source>
      <translation>Dieser Layer ist temporär: er geht mit der Prüfung verloren, wenn QGIS geschlossen wird. Als GeoPackage speichern, um beides zu behalten.</translation>
    </message>
    <message>
      <source>Each point is shown before and after; press a number key to assign its class.</source>
      <translation>Jeder Punkt wird vorher und nachher gezeigt; eine Zifferntaste gibt seine Klasse an.</translation>
    </message>
    <message>
      <source>This layer contains an unfinished review: continue where it was left.</source>
      <translation>Dieser Layer enthält eine begonnene Prüfung: dort fortfahren, wo sie verlassen wurde.</translation>
    </message>
    <message>
      <source>This layer contains a review: {decided} of {count} are decided.</source>
      <translation>Dieser Layer enthält eine Prüfung: {decided} von {count} sind entschieden.</translation>
    </message>
    <message>
      <source>Each polygon is shown with its surroundings, before and after. Accept or reject it with a key. Decisions are written to fields of the layer immediately; outlines do not change unless you reshape them.</source>
      <translation>Jedes Polygon wird mit seiner Umgebung gezeigt, vorher und nachher. Mit einer Taste annehmen oder ablehnen. Entscheidungen werden sofort in Felder des Layers geschrieben; Umrisse ändern sich nur, wenn Sie sie umformen.</translation>
    </message>
    <message>
      <source>Nothing is decided yet: accept or reject some polygons first.</source>
      <translation>Noch ist nichts entschieden: Nehmen Sie zuerst einige Polygone an oder lehnen Sie sie ab.</translation>
    </message>
    <message>
      <source>Area of the labels</source>
      <translation>Gebiet der Labels</translation>
    </message>
    <message>
      <source>Accuracy can only be assessed where you have also searched for missed changes: mark at least one reviewed area first.</source>
      <translation>Die Genauigkeit lässt sich nur bewerten, wo Sie auch nach übersehenen Veränderungen gesucht haben: Markieren Sie zuerst mindestens ein geprüftes Gebiet.</translation>
    </message>
    <message>
      <source>The reviewed areas are completely covered by undecided polygons: decide them first.</source>
      <translation>Die geprüften Gebiete sind ganz von unentschiedenen Polygonen bedeckt: Entscheiden Sie diese zuerst.</translation>
    </message>
    <message>
      <source>Detected, as reviewed</source>
      <translation>Erkannt, wie geprüft</translation>
    </message>
    <message>
      <source>Area of the accuracy</source>
      <translation>Gebiet der Genauigkeit</translation>
    </message>
    <message>
      <source>Labels of the review</source>
      <translation>Labels der Prüfung</translation>
    </message>
    <message>
      <source>The layer cannot be read: is its file still there?</source>
      <translation>Der Layer lässt sich nicht lesen: Ist seine Datei noch da?</translation>
    </message>
    <message>
      <source>Choose a layer of change polygons, or a sample of points with a field 'reference'.</source>
      <translation>Wählen Sie einen Layer von Veränderungspolygonen, oder eine Stichprobe von Punkten mit einem Feld 'reference'.</translation>
    </message>
    <message>
      <source>The layer has no coordinate reference system. Set it in the layer's properties.</source>
      <translation>Der Layer hat kein Koordinatenbezugssystem. Setzen Sie es in den Eigenschaften des Layers.</translation>
    </message>
    <message>
      <source>Reviews are stored in a GeoPackage; this layer has another format. Save it as a GeoPackage first.</source>
      <translation>Eine Prüfung liegt in einem GeoPackage; dieser Layer hat ein anderes Format. Speichern Sie ihn zuerst als GeoPackage.</translation>
    </message>
    <message>
      <source>The layer is read-only. Allow editing in Project &gt; Properties &gt; Data Sources.</source>
      <translation>Der Layer ist schreibgeschützt. Erlauben Sie die Bearbeitung unter Projekt &gt; Eigenschaften &gt; Datenquellen.</translation>
    </message>
    <message>
      <source>The file is write-protected:
{path}
Make it writable, or save the layer as a new GeoPackage.</source>
      <translation>Die Datei ist schreibgeschützt:
{path}
Machen Sie sie beschreibbar, oder speichern Sie den Layer als neues GeoPackage.</translation>
    </message>
    <message>
      <source>The folder is write-protected:
{path}
Save the layer as a GeoPackage elsewhere.</source>
      <translation>Der Ordner ist schreibgeschützt:
{path}
Speichern Sie den Layer anderswo als GeoPackage.</translation>
    </message>
    <message>
      <source>QGIS cannot write to the layer. Save it as a new GeoPackage.</source>
      <translation>QGIS kann nicht in den Layer schreiben. Speichern Sie ihn als neues GeoPackage.</translation>
    </message>
    <message>
      <source>The layer is filtered: only the polygons that the filter shows are reviewed.</source>
      <translation>Der Layer ist gefiltert: Nur die Polygone, die der Filter zeigt, werden geprüft.</translation>
    </message>
    <message>
      <source>The layer is being edited. Save or discard the edits, then start the review.</source>
      <translation>Der Layer wird gerade bearbeitet. Speichern oder verwerfen Sie die Bearbeitung, dann beginnen Sie die Prüfung.</translation>
    </message>
    <message>
      <source>Another program has locked the GeoPackage ({reason}):
{path}
Close it there, or save the layer as a new GeoPackage.</source>
      <translation>Ein anderes Programm hält das GeoPackage offen ({reason}):
{path}
Schließen Sie es dort, oder speichern Sie den Layer als neues GeoPackage.</translation>
    </message>
    <message>
      <source>A file with this name already exists:
{path}</source>
      <translation>Eine Datei mit diesem Namen gibt es schon:
{path}</translation>
    </message>
    <message>
      <source>The GeoPackage could not be written: {reason}</source>
      <translation>Das GeoPackage ließ sich nicht schreiben: {reason}</translation>
    </message>
    <message>
      <source>not all features were written; the disk may be full</source>
      <translation>Nicht alle Objekte wurden geschrieben; die Festplatte ist womöglich voll.</translation>
    </message>
    <message>
      <source>The layer '{name}' of the GeoPackage cannot be read.</source>
      <translation>Der Layer „{name}“ des GeoPackage lässt sich nicht lesen.</translation>
    </message>
    <message>
      <source>Reviewed areas</source>
      <translation>Geprüfte Gebiete</translation>
    </message>
    <message>
      <source>The area cannot be transformed to the layer's CRS: {reason}</source>
      <translation>Das Gebiet lässt sich nicht in das KBS des Layers übertragen: {reason}</translation>
    </message>
    <message>
      <source>Layer '{name}' is being edited. Save or discard the edits first.</source>
      <translation>Der Layer „{name}“ wird gerade bearbeitet. Speichern oder verwerfen Sie zuerst die Bearbeitung.</translation>
    </message>
    <message>
      <source>QGIS gives no reason</source>
      <translation>QGIS nennt keinen Grund</translation>
    </message>
    <message>
      <source>'{layer}' could not be written to: {reason}. Is the file open in another program, or has it become write-protected?</source>
      <translation>In „{layer}“ ließ sich nicht schreiben: {reason}. Ist die Datei in einem anderen Programm geöffnet oder schreibgeschützt?</translation>
    </message>
  </context>
  <context>
    <name>SamplePage</name>
    <message>
      <source>Check the &amp;data and show a sample</source>
      <translation>&amp;Daten prüfen und eine Stichprobe zeigen</translation>
    </message>
    <message>
      <source>Results of the checks</source>
      <translation>Ergebnisse der Prüfungen</translation>
    </message>
    <message>
      <source>Crops as the network sees them, with all variations, appear here.</source>
      <translation>Ausschnitte, wie das Netz sie sieht, mit allen Abwandlungen, erscheinen hier.</translation>
    </message>
    <message>
      <source>Checks</source>
      <translation>Prüfungen</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Stichprobe</translation>
    </message>
    <message>
      <source>Reading the data…</source>
      <translation>Daten werden gelesen…</translation>
    </message>
    <message>
      <source>The data cannot be used:</source>
      <translation>Die Daten sind nicht verwendbar:</translation>
    </message>
    <message>
      <source>Images: {images}, {bands}; days that are predicted: {training} for training, {validation} for validation, {held_out} held out.</source>
      <translation>Bilder: {images}, {bands}; Tage, die vorhergesagt werden: {training} zum Training, {validation} zur Validierung, {held_out} zurückgehalten.</translation>
    </message>
    <message>
      <source>{training} tiles for training ({training_ha} ha), {validation} for validation ({validation_ha} ha)</source>
      <translation>{training} Kacheln zum Training ({training_ha} ha), {validation} zur Validierung ({validation_ha} ha)</translation>
    </message>
    <message>
      <source>{count} polygons</source>
      <translation>{count} Polygone</translation>
    </message>
    <message>
      <source>{share} % of the labelled area changed</source>
      <translation>{share} % des gelabelten Gebiets haben sich verändert</translation>
    </message>
    <message>
      <source>{count} tiles without labels</source>
      <translation>{count} Kacheln ohne Labels</translation>
    </message>
    <message>
      <source>{count} tiles of replay</source>
      <translation>{count} Kacheln zur Wiederholung</translation>
    </message>
  </context>
  <context>
    <name>SamplePoints</name>
    <message>
      <source>Sample of {map}</source>
      <translation>Stichprobe aus {map}</translation>
    </message>
    <message>
      <source>Sample points</source>
      <translation>Stichprobe ziehen</translation>
    </message>
    <message>
      <source>sample,sampling,random,stratified,points,validation,reference,Olofsson,accuracy,area,Neyman,strata</source>
      <translation>Stichprobe,zufällig,geschichtet,Punkte,Validierung,Referenz,Olofsson,Genauigkeit,Fläche,Neyman,Schichten,sample</translation>
    </message>
    <message>
      <source>Draws a stratified random sample of a change map for interpretation.</source>
      <translation>Zieht eine geschichtete Zufallsstichprobe einer Veränderungskarte zur Interpretation.</translation>
    </message>
    <message>
      <source>Draws random pixels in each class (stratum) of a change map, as points with an empty field 'reference'. Enter there the reference class of each point, interpreted from reliable imagery; then 'Estimate area' computes the areas with confidence intervals (Olofsson et al. 2014, Remote Sensing of Environment 148).
Allocation: equal (the same number of points in each class), proportional (to the area of the class), optimal (to its area times the expected standard deviation, with at least 50 points in rare classes if the sample is large enough).
The points are in random order and coloured by interpretation status, not by class, so that the map does not influence the interpretation. The same seed gives the same points.</source>
      <translation>Zieht zufällige Pixel in jeder Klasse (Schicht) einer Veränderungskarte, als Punkte mit einem leeren Feld 'reference'. Tragen Sie dort die Referenzklasse jedes Punkts ein, interpretiert aus verlässlichen Bildern; dann berechnet 'Fläche schätzen' die Flächen mit Vertrauensbereichen (Olofsson et al. 2014, Remote Sensing of Environment 148).
Aufteilung: gleich (ebenso viele Punkte in jeder Klasse), proportional (zur Fläche der Klasse), optimal (zu ihrer Fläche mal der erwarteten Standardabweichung, mit mindestens 50 Punkten in seltenen Klassen, wenn die Stichprobe groß genug ist).
Die Punkte sind in zufälliger Reihenfolge und nach dem Stand der Interpretation gefärbt, nicht nach der Klasse, damit die Karte die Interpretation nicht beeinflusst. Derselbe Startwert gibt dieselben Punkte.</translation>
    </message>
    <message>
      <source>Change map</source>
      <translation>Veränderungskarte</translation>
    </message>
    <message>
      <source>A raster of classes, such as a change mask; its classes are the strata.</source>
      <translation>Ein Raster von Klassen, etwa eine Veränderungsmaske; seine Klassen sind die Schichten.</translation>
    </message>
    <message>
      <source>Equal</source>
      <translation>Gleich</translation>
    </message>
    <message>
      <source>Proportional to the area</source>
      <translation>Proportional zur Fläche</translation>
    </message>
    <message>
      <source>Optimal (Olofsson et al. 2014)</source>
      <translation>Optimal (Olofsson et al. 2014)</translation>
    </message>
    <message>
      <source>Allocation</source>
      <translation>Aufteilung</translation>
    </message>
    <message>
      <source>Distribution of the points over the classes: 0 equal, 1 proportional, 2 optimal.</source>
      <translation>Wie die Punkte auf die Klassen verteilt werden: 0 gleich, 1 proportional, 2 optimal.</translation>
    </message>
    <message>
      <source>Number of points</source>
      <translation>Anzahl der Punkte</translation>
    </message>
    <message>
      <source>Total number of points. Empty: enough for a standard error of 0.01 of the overall accuracy, and at least 50 per class.</source>
      <translation>Gesamtzahl der Punkte. Leer: genug für einen Standardfehler von 0,01 der Gesamtgenauigkeit, und mindestens 50 je Klasse.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>The same seed gives the same points.</source>
      <translation>Derselbe Startwert gibt dieselben Punkte.</translation>
    </message>
    <message>
      <source>Minimum distance (m)</source>
      <translation>Mindestabstand (m)</translation>
    </message>
    <message>
      <source>Minimum distance between points, in metres on the ground. 0: none. Large distances reduce the number of points and make the estimates slightly less reliable.</source>
      <translation>Mindestabstand der Punkte, in Metern am Boden. 0: keiner. Große Abstände verringern die Anzahl der Punkte und machen die Schätzungen etwas weniger verlässlich.</translation>
    </message>
    <message>
      <source>Expected user's accuracies</source>
      <translation>Erwartete Nutzergenauigkeiten</translation>
    </message>
    <message>
      <source>For the optimal allocation and the automatic number of points: class values and their expected user's accuracies, such as '0=0.95, 1=0.7'. Empty: 0.95 for 0 (no change), 0.7 for all others.</source>
      <translation>Für die optimale Aufteilung und die automatische Anzahl: Klassenwerte und ihre erwarteten Nutzergenauigkeiten, etwa '0=0.95, 1=0.7'. Leer: 0,95 für 0 (keine Veränderung), 0,7 für alle anderen.</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Stichprobe</translation>
    </message>
    <message>
      <source>Points at pixel centres: id, stratum (class in the map) and its name, reference (empty, to be filled in), comment.</source>
      <translation>Punkte in den Pixelmitten: id, stratum (Klasse in der Karte) und ihr Name, reference (leer, auszufüllen), comment.</translation>
    </message>
  </context>
  <context>
    <name>SarDifference</name>
    <message>
      <source>Table of radar images</source>
      <translation>Tabelle von Radarbildern</translation>
    </message>
    <message>
      <source>CSV of acquisitions; paths in it are relative to it.</source>
      <translation>CSV der Aufnahmen; Pfade darin sind relativ zu ihr.</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Ort</translation>
    </message>
    <message>
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <source>Difference from the latest image</source>
      <translation>Differenz zum letzten Bild</translation>
    </message>
    <message>
      <source>Difference from the image of the nearest geometry</source>
      <translation>Differenz zum Bild mit der ähnlichsten Geometrie</translation>
    </message>
    <message>
      <source>Difference from the median</source>
      <translation>Differenz zum Median</translation>
    </message>
    <message>
      <source>Difference from the levelled median</source>
      <translation>Differenz zum nivellierten Median</translation>
    </message>
    <message>
      <source>Z-score</source>
      <translation>z-Wert</translation>
    </message>
    <message>
      <source>Levelled z-score</source>
      <translation>Nivellierter z-Wert</translation>
    </message>
    <message>
      <source>Regression within the image</source>
      <translation>Regression innerhalb des Bildes</translation>
    </message>
    <message>
      <source>Trained network (MODEL)</source>
      <translation>Trainiertes Netz (MODEL)</translation>
    </message>
    <message>
      <source>Network that predicts the image, made with 'Train radar prediction', or any ONNX model of the task sar-prediction. Empty: no training is needed.</source>
      <translation>Netz, das das Bild vorhersagt: mit „Radarvorhersage trainieren“ erstellt oder ein beliebiges ONNX-Modell der Aufgabe sar-prediction. Leer: Es ist kein Training nötig.</translation>
    </message>
    <message>
      <source>Elevation model</source>
      <translation>Höhenmodell</translation>
    </message>
    <message>
      <source>Elevations of the ground; its slopes explain a part of the backscatter.</source>
      <translation>Höhen des Geländes; seine Neigungen erklären einen Teil der Rückstreuung.</translation>
    </message>
    <message>
      <source>Total variation</source>
      <translation>Totalvariation</translation>
    </message>
    <message>
      <source>Refined Lee</source>
      <translation>Verfeinerter Lee-Filter</translation>
    </message>
    <message>
      <source>Boxcar 5 x 5</source>
      <translation>Mittelwert 5 x 5</translation>
    </message>
    <message>
      <source>None</source>
      <translation>Keine</translation>
    </message>
    <message>
      <source>Radar change {date}</source>
      <translation>Radarveränderung {date}</translation>
    </message>
    <message>
      <source>(latest date)</source>
      <translation>(neuestes Datum)</translation>
    </message>
    <message>
      <source>Radar difference</source>
      <translation>Radardifferenz</translation>
    </message>
    <message>
      <source>radar,SAR,Sentinel-1,change,detection,series,prediction,difference image,backscatter,VV,VH,speckle,z-score</source>
      <translation>Radar,SAR,Sentinel-1,Veränderung,Erkennung,Zeitreihe,Vorhersage,Differenzbild,Rückstreuung,VV,VH,Speckle,z-Wert,change,difference</translation>
    </message>
    <message>
      <source>Detects change in a radar image that earlier images of the place do not explain.</source>
      <translation>Erkennt Veränderungen in einem Radarbild, die frühere Bilder des Ortes nicht erklären.</translation>
    </message>
    <message>
      <source>Predicts a radar image from earlier images of the same place and detects change in the difference, which is free of offsets by wet ground, wind or calibration.
Automatic method: a regression within the image from two earlier images on; where about half of the image changed, the levelled deviation in standard deviations of each pixel; with MODEL the trained network. The log states which and why. No training is needed.
Score: the length of the difference over the polarisations; for the z-score and regression methods in standard deviations. Difference: dB per polarisation. Mask: 1 rise, 2 fall of the backscatter, 255 no data. Polygons: direction, mean difference, date, and whether later images confirm the change.
The table is made with 'Table of radar images', or by hand: a column for the time and one for the files.</source>
      <translation>Sagt ein Radarbild aus früheren Bildern desselben Ortes vorher und erkennt Veränderungen in der Differenz, die frei von Versätzen durch nassen Boden, Wind oder Kalibrierung ist.
Automatische Methode: ab zwei früheren Bildern eine Regression innerhalb des Bildes; wo sich etwa die Hälfte des Bildes verändert hat, die nivellierte Abweichung in Standardabweichungen jedes Pixels; mit MODEL das trainierte Netz. Das Protokoll nennt die Methode und den Grund. Es ist kein Training nötig.
Wert: die Länge der Differenz über die Polarisationen; bei z-Wert und Regression in Standardabweichungen. Differenz: dB je Polarisation. Maske: 1 Anstieg, 2 Abfall der Rückstreuung, 255 keine Daten. Polygone: Richtung, mittlere Differenz, Datum und ob spätere Bilder die Veränderung bestätigen.
Die Tabelle wird mit „Tabelle der Radarbilder“ erstellt oder von Hand: eine Spalte für die Zeit und eine für die Dateien.</translation>
    </message>
    <message>
      <source>Date</source>
      <translation>Datum</translation>
    </message>
    <message>
      <source>Day or time (UTC) of the image in which change is sought, such as 2024-05-01. Several: separated by commas. All from a day on: 2024-05-01/.. Empty: the latest.</source>
      <translation>Tag oder Uhrzeit (UTC) des Bildes, in dem Veränderung gesucht wird, z. B. 2024-05-01. Mehrere: durch Kommas getrennt. Alle ab einem Tag: 2024-05-01/.. Leer: das neueste.</translation>
    </message>
    <message>
      <source>Burst, tile or scene, where the table lists several.</source>
      <translation>Burst, Kachel oder Szene, falls die Tabelle mehrere nennt.</translation>
    </message>
    <message>
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <source>How the image is predicted. Levelled: without the offsets of whole images. Nearest geometry: same track, then nearest incidence angle, then latest, as conventional difference images are made.</source>
      <translation>Wie das Bild vorhergesagt wird. Nivelliert: ohne die Versätze ganzer Bilder. Ähnlichste Geometrie: derselbe Orbit, dann der nächste Einfallswinkel, dann das neueste, wie herkömmliche Differenzbilder entstehen.</translation>
    </message>
    <message>
      <source>Speckle filter</source>
      <translation>Speckle-Filter</translation>
    </message>
    <message>
      <source>Filter of each image. Choose none for images that are filtered already.</source>
      <translation>Filter jedes Bildes. Für bereits gefilterte Bilder keinen wählen.</translation>
    </message>
    <message>
      <source>Use images of other tracks</source>
      <translation>Bilder anderer Orbits verwenden</translation>
    </message>
    <message>
      <source>Predict from images of all tracks and passes. Off: only those of the date's track, which see the ground from the same side.</source>
      <translation>Aus Bildern aller Orbits und Flugrichtungen vorhersagen. Aus: nur aus denen desselben Orbits, die den Boden von derselben Seite sehen.</translation>
    </message>
    <message>
      <source>Threshold method</source>
      <translation>Schwellenwertverfahren</translation>
    </message>
    <message>
      <source>Share of false alarms</source>
      <translation>Anteil der Fehlalarme</translation>
    </message>
    <message>
      <source>Minimum error (Kittler-Illingworth)</source>
      <translation>Kleinster Fehler (Kittler-Illingworth)</translation>
    </message>
    <message>
      <source>Fixed score</source>
      <translation>Fester Wert</translation>
    </message>
    <message>
      <source>Share of false alarms: the score that this share of the pixels exceeds on the latest earlier dates. Minimum error: from the scores of the image.</source>
      <translation>Anteil der Fehlalarme: der Wert, den dieser Anteil der Pixel an den letzten früheren Terminen übersteigt. Kleinster Fehler: aus den Werten des Bildes.</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Share of false alarms (empty: 0.001), or the fixed score.</source>
      <translation>Anteil der Fehlalarme (leer: 0,001) oder der feste Wert.</translation>
    </message>
    <message>
      <source>Later images that confirm</source>
      <translation>Bestätigende spätere Bilder</translation>
    </message>
    <message>
      <source>Number of later images of the table in which each change is looked for again, at most.</source>
      <translation>Höchste Anzahl späterer Bilder der Tabelle, in denen jede Veränderung erneut gesucht wird.</translation>
    </message>
    <message>
      <source>Changes smaller than this are removed. 0: all are kept.</source>
      <translation>Kleinere Veränderungen werden entfernt. 0: alle bleiben.</translation>
    </message>
    <message>
      <source>Resolution (units of the date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des Bildes)</translation>
    </message>
    <message>
      <source>Working pixel size. Empty: that of the image.</source>
      <translation>Pixelgröße der Verarbeitung. Leer: die des Bildes.</translation>
    </message>
    <message>
      <source>Days left out before the date</source>
      <translation>Ausgelassene Tage vor dem Datum</translation>
    </message>
    <message>
      <source>Earlier images of so many days before the date are not used, because slow change, such as logging over weeks, is in them already. 0: all are used.</source>
      <translation>Frühere Bilder aus so vielen Tagen vor dem Datum werden nicht verwendet, weil langsame Veränderung, etwa Einschlag über Wochen, schon in ihnen ist. 0: Alle werden verwendet.</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: image minus prediction in dB, a band per polarisation.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: Bild minus Vorhersage in dB, ein Band je Polarisation.</translation>
    </message>
    <message>
      <source>Score</source>
      <translation>Wert</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: length of the difference over the polarisations.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: Länge der Differenz über die Polarisationen.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>GeoTIFF, 8 bits: 0 no change, 1 rise, 2 fall, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: 0 keine Veränderung, 1 Anstieg, 2 Abfall, 255 keine Daten.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>Polygons with direction, area, score, mean difference, date and confirmation.</source>
      <translation>Polygone mit Richtung, Fläche, Wert, mittlerer Differenz, Datum und Bestätigung.</translation>
    </message>
    <message>
      <source>Changed area (m²)</source>
      <translation>Veränderte Fläche (m²)</translation>
    </message>
    <message>
      <source>Number of polygons</source>
      <translation>Anzahl der Polygone</translation>
    </message>
    <message>
      <source>Method used</source>
      <translation>Verwendete Methode</translation>
    </message>
  </context>
  <context>
    <name>SarEvaluate</name>
    <message>
      <source>Evaluate radar methods</source>
      <translation>Radarmethoden auswerten</translation>
    </message>
    <message>
      <source>radar,SAR,Sentinel-1,evaluation,comparison,benchmark,ROC,AUC,average precision,simulation,method</source>
      <translation>Radar,SAR,Sentinel-1,Auswertung,Vergleich,Benchmark,ROC,AUC,mittlere Präzision,Simulation,Methode</translation>
    </message>
    <message>
      <source>Measures which radar method finds simulated change best on your own images.</source>
      <translation>Misst, welche Radarmethode simulierte Veränderungen auf Ihren eigenen Bildern am besten findet.</translation>
    </message>
    <message>
      <source>Puts random change into the latest images of each place of a table, predicts each image from the earlier ones by several methods, and measures how well the scores separate changed from unchanged pixels.
The report contains ROC curves, the area under them (AUC) and average precision with intervals by resampling dates, land and smooth surfaces such as water apart, and the accuracy of a linear classifier on images that it was not fitted on. The plain difference from the latest earlier image is always measured, as the yardstick.
Large images are measured on up to four parts.</source>
      <translation>Fügt zufällige Veränderungen in die letzten Bilder jedes Ortes einer Tabelle ein, sagt jedes Bild mit mehreren Methoden aus den früheren voraus und misst, wie gut die Werte veränderte von unveränderten Pixeln trennen.
Der Bericht enthält ROC-Kurven, die Fläche darunter (AUC) und die mittlere Präzision mit Intervallen durch Neuziehen der Termine, Land und glatte Oberflächen wie Wasser getrennt, und die Genauigkeit eines linearen Klassifikators auf Bildern, an die er nicht angepasst wurde. Als Maßstab wird immer auch die einfache Differenz zum letzten früheren Bild gemessen.
Große Bilder werden an bis zu vier Ausschnitten gemessen.</translation>
    </message>
    <message>
      <source>Burst, tile or scene. Empty: all places of the table.</source>
      <translation>Burst, Kachel oder Szene. Leer: alle Orte der Tabelle.</translation>
    </message>
    <message>
      <source>Methods</source>
      <translation>Methoden</translation>
    </message>
    <message>
      <source>Methods that are compared; see 'Radar difference'. A network in MODEL is measured, too.</source>
      <translation>Methoden, die verglichen werden; siehe „Radardifferenz“. Ein Netz in MODEL wird ebenfalls gemessen.</translation>
    </message>
    <message>
      <source>Number of dates</source>
      <translation>Anzahl der Termine</translation>
    </message>
    <message>
      <source>The latest dates of each place, each with change of its own.</source>
      <translation>Die letzten Termine jedes Ortes, jeder mit eigener Veränderung.</translation>
    </message>
    <message>
      <source>Earlier images, at most</source>
      <translation>Frühere Bilder, höchstens</translation>
    </message>
    <message>
      <source>Number of earlier images that the methods may use. 0: all.</source>
      <translation>Anzahl der früheren Bilder, die die Methoden nutzen dürfen. 0: alle.</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Veränderungen</translation>
    </message>
    <message>
      <source>Kinds of change that are simulated; see 'Simulate radar change'.</source>
      <translation>Arten von Veränderung, die simuliert werden; siehe „Radarveränderung simulieren“.</translation>
    </message>
    <message>
      <source>Polygons per image, at most</source>
      <translation>Polygone je Bild, höchstens</translation>
    </message>
    <message>
      <source>Filter of each image, after the change is put in. The plain difference is not filtered.</source>
      <translation>Filter jedes Bildes, nachdem die Veränderung eingefügt ist. Die einfache Differenz wird nicht gefiltert.</translation>
    </message>
    <message>
      <source>Off: only the images of the track of each place's latest image.</source>
      <translation>Aus: nur die Bilder der Umlaufbahn des letzten Bildes jedes Ortes.</translation>
    </message>
    <message>
      <source>Train the network without each condition</source>
      <translation>Netz ohne jede der Bedingungen trainieren</translation>
    </message>
    <message>
      <source>Shows what each condition is worth: MODEL, made with 'Train radar prediction', is trained anew without each of its conditions. Takes as long as that many trainings.</source>
      <translation>Zeigt, was jede Bedingung wert ist: MODEL, mit „Radarvorhersage trainieren“ erstellt, wird ohne jede seiner Bedingungen neu trainiert. Dauert so lange wie ebenso viele Trainings.</translation>
    </message>
    <message>
      <source>HTML page with curves and tables.</source>
      <translation>HTML-Seite mit Kurven und Tabellen.</translation>
    </message>
    <message>
      <source>Best method</source>
      <translation>Beste Methode</translation>
    </message>
    <message>
      <source>AUC of the best method</source>
      <translation>AUC der besten Methode</translation>
    </message>
    <message>
      <source>AUC of the plain difference</source>
      <translation>AUC der einfachen Differenz</translation>
    </message>
  </context>
  <context>
    <name>SarSimulate</name>
    <message>
      <source>Shift in decibels</source>
      <translation>Verschiebung in Dezibel</translation>
    </message>
    <message>
      <source>Statistical: distribution of other ground</source>
      <translation>Statistisch: Verteilung anderen Bodens</translation>
    </message>
    <message>
      <source>Shift (dB)</source>
      <translation>Verschiebung (dB)</translation>
    </message>
    <message>
      <source>Change of the backscatter in all polarisations; negative is darker.</source>
      <translation>Änderung der Rückstreuung in allen Polarisationen; negativ ist dunkler.</translation>
    </message>
    <message>
      <source>Ground that is imitated</source>
      <translation>Nachgeahmter Boden</translation>
    </message>
    <message>
      <source>Polygons of ground whose distribution of values the statistical change takes, such as open land. Empty: the darkest 15 % of the image.</source>
      <translation>Polygone von Boden, dessen Werteverteilung die statistische Veränderung annimmt, etwa offenes Land. Leer: die dunkelsten 15 % des Bildes.</translation>
    </message>
    <message>
      <source>Land-cover map with the class that is imitated</source>
      <translation>Landbedeckungskarte mit der nachgeahmten Klasse</translation>
    </message>
    <message>
      <source>In place of polygons, or together with them: the class within the polygons. On any grid and CRS, such as a map of 'Classify land cover'.</source>
      <translation>Anstelle von Polygonen oder zusammen mit ihnen: die Klasse innerhalb der Polygone. In beliebigem Raster und KBS, etwa eine Karte von „Landbedeckung klassifizieren“.</translation>
    </message>
    <message>
      <source>Value of the class in the land-cover map</source>
      <translation>Wert der Klasse in der Landbedeckungskarte</translation>
    </message>
    <message>
      <source>The statistical change takes the distribution of values of this class.</source>
      <translation>Die statistische Änderung übernimmt die Werteverteilung dieser Klasse.</translation>
    </message>
    <message>
      <source>Polygons have 16 vertices and random outlines.</source>
      <translation>Die Polygone haben 16 Stützpunkte und zufällige Umrisse.</translation>
    </message>
    <message>
      <source>Radius (pixels)</source>
      <translation>Radius (Pixel)</translation>
    </message>
    <message>
      <source>Mean radius of the polygons; they vary by a third.</source>
      <translation>Mittlerer Radius der Polygone; er schwankt um ein Drittel.</translation>
    </message>
    <message>
      <source>The same seed gives the same change.</source>
      <translation>Derselbe Startwert ergibt dieselbe Veränderung.</translation>
    </message>
    <message>
      <source>Simulated radar change</source>
      <translation>Simulierte Radarveränderung</translation>
    </message>
    <message>
      <source>Simulate radar change</source>
      <translation>Radarveränderung simulieren</translation>
    </message>
    <message>
      <source>radar,SAR,Sentinel-1,simulation,synthetic,change,truth,test,evaluation,validation</source>
      <translation>Radar,SAR,Sentinel-1,Simulation,synthetisch,Veränderung,Wahrheit,Test,Auswertung,Validierung</translation>
    </message>
    <message>
      <source>Puts change of known place and kind into radar images, to test methods with.</source>
      <translation>Fügt Veränderungen von bekanntem Ort und bekannter Art in Radarbilder ein, um Methoden zu prüfen.</translation>
    </message>
    <message>
      <source>Puts random polygons of change into the latest images of a table, in linear power and before any filtering, and writes the changed images, masks of the truth and a table for each changed image, in which it alone is changed. Run 'Radar difference' on such a table and compare its mask with the truth ('Assess accuracy').
Shift: the backscatter in the polygons rises or falls by so many decibels. Statistical: each pixel takes the value of its own rank in the distribution of other ground, such as open land.
To compare methods on many images at once, use 'Evaluate radar methods'.</source>
      <translation>Fügt zufällige Veränderungspolygone in die letzten Bilder einer Tabelle ein, in linearer Leistung und vor jeder Filterung, und schreibt die veränderten Bilder, Masken der Wahrheit und für jedes veränderte Bild eine Tabelle, in der nur dieses verändert ist. Führen Sie „Radardifferenz“ mit einer solchen Tabelle aus und vergleichen Sie deren Maske mit der Wahrheit („Genauigkeit bestimmen“).
Verschiebung: Die Rückstreuung in den Polygonen steigt oder fällt um so viele Dezibel. Statistisch: Jedes Pixel nimmt den Wert seines eigenen Rangs in der Verteilung anderen Bodens an, etwa offenen Landes.
Um Methoden an vielen Bildern zugleich zu vergleichen, nehmen Sie „Radarmethoden auswerten“.</translation>
    </message>
    <message>
      <source>Number of images that are changed</source>
      <translation>Anzahl der veränderten Bilder</translation>
    </message>
    <message>
      <source>The latest images of the table, each changed on its own.</source>
      <translation>Die letzten Bilder der Tabelle, jedes für sich verändert.</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Veränderung</translation>
    </message>
    <message>
      <source>Kind of the change.</source>
      <translation>Art der Veränderung.</translation>
    </message>
    <message>
      <source>Number of polygons per image</source>
      <translation>Anzahl der Polygone je Bild</translation>
    </message>
    <message>
      <source>Folder of changed images</source>
      <translation>Ordner der veränderten Bilder</translation>
    </message>
    <message>
      <source>A new or an empty folder: images in linear power, masks of the truth, tables.</source>
      <translation>Ein neuer oder leerer Ordner: Bilder in linearer Leistung, Masken der Wahrheit, Tabellen.</translation>
    </message>
    <message>
      <source>True changes</source>
      <translation>Wahre Veränderungen</translation>
    </message>
    <message>
      <source>Polygons of the change with date, place and kind.</source>
      <translation>Polygone der Veränderung mit Datum, Ort und Art.</translation>
    </message>
    <message>
      <source>Table of the latest change</source>
      <translation>Tabelle der letzten Veränderung</translation>
    </message>
  </context>
  <context>
    <name>SarTable</name>
    <message>
      <source>Radar</source>
      <translation>Radar</translation>
    </message>
    <message>
      <source>Table of radar images</source>
      <translation>Tabelle von Radarbildern</translation>
    </message>
    <message>
      <source>radar,SAR,Sentinel-1,RTC,OPERA,HyP3,SNAP,pyroSAR,S1Tiling,acquisition,orbit,track,polarisation,backscatter,series</source>
      <translation>Radar,SAR,Sentinel-1,RTC,OPERA,HyP3,SNAP,pyroSAR,S1Tiling,Aufnahme,Orbit,Spur,Polarisation,Rückstreuung,Zeitreihe,acquisition,backscatter</translation>
    </message>
    <message>
      <source>Lists the acquisitions of Sentinel-1 images by their names and metadata.</source>
      <translation>Listet die Aufnahmen von Sentinel-1-Bildern anhand ihrer Namen und Metadaten auf.</translation>
    </message>
    <message>
      <source>Lists radar images with their time, satellite, track, pass, polarisations, unit and nodata value, from the names and the metadata that their producers write: OPERA RTC-S1, ASF HyP3, Planetary Computer, SNAP (GeoTIFF and BEAM-DIMAP), pyroSAR, S1Tiling, Indigo.
Images must be calibrated and terrain-corrected; ground range detected products (GRD) are refused.
Table: CSV, one line per acquisition, that can be edited; what is unknown is empty, what is inferred is listed in the column 'inferred'. It is the input of 'Radar difference'.</source>
      <translation>Listet Radarbilder mit Zeit, Satellit, Orbit, Flugrichtung, Polarisationen, Einheit und Nodata-Wert auf, aus den Namen und Metadaten, die ihre Hersteller schreiben: OPERA RTC-S1, ASF HyP3, Planetary Computer, SNAP (GeoTIFF und BEAM-DIMAP), pyroSAR, S1Tiling, Indigo.
Die Bilder müssen kalibriert und geländekorrigiert sein; Produkte in Bodenentfernung (GRD) werden abgelehnt.
Tabelle: CSV, eine Zeile je Aufnahme, die bearbeitet werden kann; Unbekanntes ist leer, Erschlossenes steht in der Spalte 'inferred'. Sie ist die Eingabe von „Radardifferenz“.</translation>
    </message>
    <message>
      <source>Folder of images</source>
      <translation>Ordner mit Bildern</translation>
    </message>
    <message>
      <source>Folder that is searched with its subfolders for images and .dim products.</source>
      <translation>Ordner, der samt Unterordnern nach Bildern und .dim-Produkten durchsucht wird.</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>Single images, in addition to those of the folder.</source>
      <translation>Einzelne Bilder, zusätzlich zu denen des Ordners.</translation>
    </message>
    <message>
      <source>Weather records</source>
      <translation>Wetteraufzeichnungen</translation>
    </message>
    <message>
      <source>CSV with a column time (UTC) and some of temperature (°C), snow_depth (m) and precipitation (mm); the nearest record within 12 hours is joined.</source>
      <translation>CSV mit einer Spalte time (UTC) und einigen von temperature (°C), snow_depth (m) und precipitation (mm); verbunden wird die nächste Aufzeichnung innerhalb von 12 Stunden.</translation>
    </message>
    <message>
      <source>Table</source>
      <translation>Tabelle</translation>
    </message>
    <message>
      <source>CSV: one line per acquisition; paths below its folder are relative.</source>
      <translation>CSV: eine Zeile je Aufnahme; Pfade unterhalb ihres Ordners sind relativ.</translation>
    </message>
    <message>
      <source>Number of acquisitions</source>
      <translation>Anzahl der Aufnahmen</translation>
    </message>
  </context>
  <context>
    <name>SarTrain</name>
    <message>
      <source>Train radar prediction</source>
      <translation>Radarvorhersage trainieren</translation>
    </message>
    <message>
      <source>radar,SAR,Sentinel-1,train,training,prediction,deep learning,neural network,U-Net,onnx,self-supervised</source>
      <translation>Radar,SAR,Sentinel-1,trainieren,Training,Vorhersage,Deep Learning,neuronales Netz,U-Net,onnx,selbstüberwacht</translation>
    </message>
    <message>
      <source>Trains a network that predicts radar images of your area, without labels.</source>
      <translation>Trainiert ohne Beschriftungen ein Netz, das Radarbilder Ihres Gebiets vorhersagt.</translation>
    </message>
    <message>
      <source>Trains a network to predict a radar image from the four latest earlier ones and from the conditions of all five: incidence angle, pass, satellite, age and, where the table has them, temperature, snow depth and precipitation. No labels are needed: the images themselves are the truth.
Dates are split: the latest are held out, those before them decide which epoch is kept, the rest trains. On the held-out dates the network is compared with the methods that need no training, by the error of the prediction and on simulated change. The report and the log state which to use; with few images it is rarely the network.
The result is an ONNX file for 'Radar difference' and 'Evaluate radar methods'. A training that was cancelled or interrupted continues when it is run again with the same table, settings and MODEL.
Training needs the component 'Training' of the runtime: run 'Install runtime' once.</source>
      <translation>Trainiert ein Netz, ein Radarbild aus den vier letzten früheren und den Bedingungen aller fünf vorherzusagen: Einfallswinkel, Überflugrichtung, Satellit, Alter und, soweit die Tabelle sie enthält, Temperatur, Schneehöhe und Niederschlag. Beschriftungen sind nicht nötig: Die Bilder selbst sind die Wahrheit.
Die Daten werden geteilt: Die letzten werden zurückgehalten, die davor entscheiden, welche Epoche behalten wird, mit dem Rest wird trainiert. An den zurückgehaltenen Daten wird das Netz mit den Methoden verglichen, die kein Training brauchen: nach dem Fehler der Vorhersage und an simulierter Veränderung. Bericht und Protokoll nennen, was zu verwenden ist; bei wenigen Bildern ist es selten das Netz.
Das Ergebnis ist eine ONNX-Datei für „Radardifferenz“ und „Radarmethoden bewerten“. Ein abgebrochenes oder unterbrochenes Training wird fortgesetzt, wenn es mit derselben Tabelle, denselben Einstellungen und demselben MODEL wieder gestartet wird.
Das Training braucht die Komponente „Training“ der Laufzeitumgebung: Führen Sie einmal „Laufzeitumgebung installieren“ aus.</translation>
    </message>
    <message>
      <source>Burst, tile or scene. Empty: all places of the table.</source>
      <translation>Burst, Kachel oder Szene. Leer: alle Orte der Tabelle.</translation>
    </message>
    <message>
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Small (four levels)</source>
      <translation>Klein (vier Stufen)</translation>
    </message>
    <message>
      <source>Original depth (nine levels)</source>
      <translation>Tiefe des Originals (neun Stufen)</translation>
    </message>
    <message>
      <source>The original depth needs a graphics card and hundreds of images.</source>
      <translation>Die Tiefe des Originals braucht eine Grafikkarte und Hunderte von Bildern.</translation>
    </message>
    <message>
      <source>Conditions to leave out</source>
      <translation>Auszulassende Bedingungen</translation>
    </message>
    <message>
      <source>Incidence angle</source>
      <translation>Einfallswinkel</translation>
    </message>
    <message>
      <source>Pass</source>
      <translation>Überflugrichtung</translation>
    </message>
    <message>
      <source>Satellite</source>
      <translation>Satellit</translation>
    </message>
    <message>
      <source>Temperature</source>
      <translation>Temperatur</translation>
    </message>
    <message>
      <source>Snow depth</source>
      <translation>Schneehöhe</translation>
    </message>
    <message>
      <source>Precipitation</source>
      <translation>Niederschlag</translation>
    </message>
    <message>
      <source>Age of the image</source>
      <translation>Alter des Bildes</translation>
    </message>
    <message>
      <source>Conditions that the network is not given. Unknown ones are marked as unknown.</source>
      <translation>Bedingungen, die das Netz nicht erhält. Unbekannte sind als unbekannt gekennzeichnet.</translation>
    </message>
    <message>
      <source>Days held out</source>
      <translation>Zurückgehaltene Tage</translation>
    </message>
    <message>
      <source>Latest days on which the network is compared. 0: a quarter of them, at most ten.</source>
      <translation>Letzte Tage, an denen das Netz verglichen wird. 0: ein Viertel, höchstens zehn.</translation>
    </message>
    <message>
      <source>Filter of each image; use the same one with the model.</source>
      <translation>Filter jedes Bildes; verwenden Sie mit dem Modell denselben.</translation>
    </message>
    <message>
      <source>Level the images</source>
      <translation>Bilder nivellieren</translation>
    </message>
    <message>
      <source>Remove the offset of each whole image first. Off: the network has to explain it by the conditions.</source>
      <translation>Zuerst den Versatz jedes ganzen Bildes entfernen. Aus: Das Netz muss ihn durch die Bedingungen erklären.</translation>
    </message>
    <message>
      <source>Off: only the images of the track of each place's latest image.</source>
      <translation>Aus: nur die Bilder der Umlaufbahn des letzten Bildes jedes Ortes.</translation>
    </message>
    <message>
      <source>HTML page with errors, curves and pictures of predicted and true images.</source>
      <translation>HTML-Seite mit Fehlern, Kurven sowie vorhergesagten und wahren Bildern.</translation>
    </message>
    <message>
      <source>Mean squared error of the network on held-out dates (dB²)</source>
      <translation>Mittlerer quadratischer Fehler des Netzes an zurückgehaltenen Daten (dB²)</translation>
    </message>
    <message>
      <source>Mean squared error of the mean of all earlier images (dB²)</source>
      <translation>Mittlerer quadratischer Fehler des Mittels aller früheren Bilder (dB²)</translation>
    </message>
    <message>
      <source>AUC of the network on simulated change</source>
      <translation>AUC des Netzes bei simulierter Veränderung</translation>
    </message>
    <message>
      <source>AUC of the automatic method</source>
      <translation>AUC der automatischen Methode</translation>
    </message>
    <message>
      <source>AUC of the plain difference</source>
      <translation>AUC der einfachen Differenz</translation>
    </message>
    <message>
      <source>Recommended method</source>
      <translation>Empfohlene Methode</translation>
    </message>
  </context>
  <context>
    <name>ToolsMenu</name>
    <message>
      <source>Align the dates…</source>
      <translation>Daten aufeinander ausrichten…</translation>
    </message>
    <message>
      <source>Detect change without a network…</source>
      <translation>Veränderung ohne Netz erkennen…</translation>
    </message>
    <message>
      <source>Compare more than two dates…</source>
      <translation>Mehr als zwei Daten vergleichen…</translation>
    </message>
    <message>
      <source>Make cleaner polygons…</source>
      <translation>Sauberere Polygone machen…</translation>
    </message>
    <message>
      <source>Draw a sample of points…</source>
      <translation>Eine Stichprobe von Punkten ziehen…</translation>
    </message>
    <message>
      <source>Estimate areas from a sample…</source>
      <translation>Flächen aus einer Stichprobe schätzen…</translation>
    </message>
    <message>
      <source>Assess the accuracy…</source>
      <translation>Genauigkeit beurteilen…</translation>
    </message>
    <message>
      <source>Report changes…</source>
      <translation>Veränderungen berichten…</translation>
    </message>
    <message>
      <source>More tools: several dates, alignment, samples, accuracy, report</source>
      <translation>Weitere Werkzeuge: mehrere Daten, Ausrichtung, Stichproben, Genauigkeit, Bericht</translation>
    </message>
    <message>
      <source>More tools</source>
      <translation>Weitere Werkzeuge</translation>
    </message>
  </context>
  <context>
    <name>TrainModel</name>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
    </message>
    <message>
      <source>Title of the model</source>
      <translation>Titel des Modells</translation>
    </message>
    <message>
      <source>Name shown in lists of models. Empty: the file name.</source>
      <translation>Name in Listen von Modellen. Leer: der Dateiname.</translation>
    </message>
    <message>
      <source>Resume an interrupted training</source>
      <translation>Ein unterbrochenes Training fortsetzen</translation>
    </message>
    <message>
      <source>Requires the same model, data and settings; otherwise training starts from the beginning.</source>
      <translation>Setzt dasselbe Modell, dieselben Daten und Einstellungen voraus; sonst beginnt das Training von vorn.</translation>
    </message>
    <message>
      <source>Trained model</source>
      <translation>Trainiertes Modell</translation>
    </message>
    <message>
      <source>ONNX models (*.onnx)</source>
      <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
      <source>The model file. Its name without the extension becomes the model's id.</source>
      <translation>Die Modelldatei. Ihr Name ohne die Dateiendung wird die Kennung des Modells.</translation>
    </message>
    <message>
      <source>Licence of imagery and labels</source>
      <translation>Lizenz von Bildern und Labels</translation>
    </message>
    <message>
      <source>Such as CC BY 4.0. Written into the model, its card and its report, with that of the base model, so that those who get the model know what they may do with it.</source>
      <translation>Zum Beispiel CC BY 4.0. Wird mit der des Ausgangsmodells in das Modell, seine Karte und seinen Bericht geschrieben, damit alle, die das Modell bekommen, wissen, was sie damit tun dürfen.</translation>
    </message>
    <message>
      <source>Attribution</source>
      <translation>Namensnennung</translation>
    </message>
    <message>
      <source>Names that the licence asks to be stated. Written where the licence is.</source>
      <translation>Namen, deren Nennung die Lizenz verlangt. Stehen, wo die Lizenz steht.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Best epoch</source>
      <translation>Beste Epoche</translation>
    </message>
    <message>
      <source>Train model</source>
      <translation>Modell trainieren</translation>
    </message>
    <message>
      <source>train,training,fine-tune,fine-tuning,transfer learning,labels,deep learning,neural network,AI,onnx,change</source>
      <translation>trainieren,Training,Feinabstimmung,Fine-Tuning,Transferlernen,Labels,Deep Learning,neuronales Netz,KI,onnx,Veränderung,train</translation>
    </message>
    <message>
      <source>Improves a model for your area, using polygons of the changes there.</source>
      <translation>Verbessert ein Modell für Ihr Gebiet, mit Polygonen der Veränderungen dort.</translation>
    </message>
    <message>
      <source>Fine-tunes a change model on your own area, or trains one from scratch. Digitise a few dozen changes and the area in which you have digitised all of them; ten minutes of training on a laptop make a difference.
A part of the labelled area is held out in blocks for validation; the epoch with the best result there is kept. The report and the model card compare the new model with the base model on this validation area.
To keep what the base model has learnt elsewhere, the new model is trained towards the base's output on unlabelled parts of your area; chips of other places can be replayed as well.
The result is a single ONNX file that all tools can use. Next to it are the model card, a figure, a STAC item and, in a folder ending in .training, a log for TensorBoard. A training that was cancelled or interrupted continues when it is run again with the same data, settings and MODEL.
Land cover: without a later date, the base unet (or a land-cover model) learns the classes of one date, from polygons with a class field, from a class raster, or from folders of images and masks.
Training needs the component 'Training' of the runtime: run 'Install runtime' once.</source>
      <translation>Trainiert ein Veränderungsmodell in Ihrem eigenen Gebiet weiter, oder eines von Grund auf. Digitalisieren Sie einige Dutzend Veränderungen und das Gebiet, in dem Sie alle digitalisiert haben; zehn Minuten Training auf einem Laptop machen schon einen Unterschied.
Ein Teil des gelabelten Gebiets wird in Blöcken zur Validierung zurückbehalten; die Epoche mit dem besten Ergebnis dort wird behalten. Der Bericht und der Steckbrief des Modells vergleichen das neue Modell in diesem Validierungsgebiet mit dem Basismodell.
Damit erhalten bleibt, was das Basismodell anderswo gelernt hat, wird das neue in den ungelabelten Teilen Ihres Gebiets auf die Ausgabe der Basis hin trainiert; auch Chips von anderen Orten lassen sich wiederholen.
Das Ergebnis ist eine einzige ONNX-Datei, die alle Werkzeuge verwenden können. Daneben liegen der Steckbrief, eine Abbildung, ein STAC-Item und, in einem Ordner mit der Endung .training, ein Protokoll für TensorBoard. Ein abgebrochenes oder unterbrochenes Training geht weiter, wenn es mit denselben Daten, Einstellungen und MODEL erneut ausgeführt wird.
Landbedeckung: Ohne späteren Zeitpunkt lernt die Basis unet (oder ein Landbedeckungsmodell) die Klassen eines Zeitpunkts, aus Polygonen mit Klassenfeld, aus einem Klassenraster oder aus Ordnern mit Bildern und Masken.
Trainieren braucht die Komponente „Training“ der Laufzeitumgebung: Führen Sie einmal „Laufzeitumgebung installieren“ aus.</translation>
    </message>
    <message>
      <source>A single HTML file with measures, curves, pictures and settings.</source>
      <translation>Eine einzige HTML-Datei mit Maßen, Kurven, Bildern und Einstellungen.</translation>
    </message>
    <message>
      <source>F1 on the validation area</source>
      <translation>F1 im Validierungsgebiet</translation>
    </message>
    <message>
      <source>IoU on the validation area</source>
      <translation>IoU im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Precision on the validation area</source>
      <translation>Precision im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Recall on the validation area</source>
      <translation>Recall im Validierungsgebiet</translation>
    </message>
    <message>
      <source>F1 of the base model on the validation area</source>
      <translation>F1 des Basismodells im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
  </context>
  <context>
    <name>Training</name>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Labels (changes)</source>
      <translation>Labels (Veränderungen)</translation>
    </message>
    <message>
      <source>Polygons of the changes between the dates, in any CRS; of one date, polygons of its land cover.</source>
      <translation>Polygone der Veränderungen zwischen den Zeitpunkten, in einem beliebigen KBS; bei einem Zeitpunkt Polygone seiner Landbedeckung.</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Field with the class of each change, such as 'new building'. Empty: a single class, change. Land cover needs it.</source>
      <translation>Feld mit der Klasse jeder Veränderung, etwa „neues Gebäude“. Leer: eine einzige Klasse, Veränderung. Für Landbedeckung nötig.</translation>
    </message>
    <message>
      <source>Completely labelled area</source>
      <translation>Vollständig gelabeltes Gebiet</translation>
    </message>
    <message>
      <source>Polygons in which every change is labelled: everything else inside them counts as unchanged, everything outside as unknown. Empty: the tiles that touch labels.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat: Alles Übrige darin gilt als unverändert, alles außerhalb als unbekannt. Leer: die Kacheln, die Labels berühren.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>The same seed gives the same selection.</source>
      <translation>Derselbe Startwert gibt dieselbe Auswahl.</translation>
    </message>
    <message>
      <source>{count} labels of '{layer}' have an invalid geometry, which is repaired for the training.</source>
      <translation>{count} Labels von „{layer}“ haben eine ungültige Geometrie, die für das Training repariert wird.</translation>
    </message>
    <message>
      <source>{count} labels of '{layer}' have no geometry and are skipped.</source>
      <translation>{count} Labels von „{layer}“ haben keine Geometrie und werden übersprungen.</translation>
    </message>
    <message>
      <source>Before (earlier dates)</source>
      <translation>Vorher (frühere Zeitpunkte)</translation>
    </message>
    <message>
      <source>Image of the earlier date; for several pairs, one per pair, in the order of the pairs. For land cover: the images of one date.</source>
      <translation>Bild des früheren Zeitpunkts; bei mehreren Paaren eines je Paar, in der Reihenfolge der Paare. Für Landbedeckung: die Bilder eines Zeitpunkts.</translation>
    </message>
    <message>
      <source>After (later dates)</source>
      <translation>Nachher (spätere Zeitpunkte)</translation>
    </message>
    <message>
      <source>Image of the later date; for several pairs, one per pair, in the same order. Empty for land cover.</source>
      <translation>Bild des späteren Zeitpunkts; bei mehreren Paaren eines je Paar, in derselben Reihenfolge. Leer für Landbedeckung.</translation>
    </message>
    <message>
      <source>Polygons of the changes between the dates, in any CRS: one layer for all pairs, or one per pair. For land cover: polygons of the classes.</source>
      <translation>Polygone der Veränderungen zwischen den Zeitpunkten, in einem beliebigen KBS: ein Layer für alle Paare oder einer je Paar. Für Landbedeckung: Polygone der Klassen.</translation>
    </message>
    <message>
      <source>Field of the labels with the class of each change. Classes of the base model keep their meaning; for other classes the model gets a new output layer. Empty: a single class, change. Land cover needs it; polygons of a class 'unlabelled' count nowhere.</source>
      <translation>Feld der Labels mit der Klasse jeder Veränderung. Klassen des Basismodells behalten ihre Bedeutung; für andere Klassen bekommt das Modell eine neue Ausgabeschicht. Leer: eine einzige Klasse, Veränderung. Für Landbedeckung nötig; Polygone einer Klasse „unlabelled“ zählen nirgends.</translation>
    </message>
    <message>
      <source>Polygons in which every change is labelled: everything else inside them counts as unchanged, everything outside as unknown. Empty: the tiles of 128 pixels that touch labels.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat: Alles Übrige darin gilt als unverändert, alles außerhalb als unbekannt. Leer: die Kacheln von 128 Pixeln, die Labels berühren.</translation>
    </message>
    <message>
      <source>Folders of chips</source>
      <translation>Ordner mit Chips</translation>
    </message>
    <message>
      <source>Chips to train on, in addition to or instead of layers: the output of 'Export chips'; A, B and label (LEVIR-CD); or images_before, images_after and labels (Esri). For land cover: images and masks, each value of the masks but 0, 254 and 255 a class. Separate several folders by semicolons.</source>
      <translation>Ausschnitte zum Trainieren, zusätzlich zu Layern oder statt ihrer: die Ausgabe von 'Ausschnitte exportieren'; A, B und label (LEVIR-CD); oder images_before, images_after und labels (Esri). Für Landbedeckung: images und masks, jeder Wert der Masken außer 0, 254 und 255 ist eine Klasse. Mehrere Ordner durch Semikolons trennen.</translation>
    </message>
    <message>
      <source>Starting point: id of a model or path of an ONNX file to fine-tune; or an architecture to train from scratch, such as siamese_unet, siamese_unet:resnet18, early_fusion_unet, early_fusion_fcn, fusion_unet:resnet50 or stanet; for land cover of one date: unet.</source>
      <translation>Ausgangspunkt: id eines Modells oder Pfad einer ONNX-Datei, die feinabgestimmt wird; oder eine Architektur, die von Grund auf trainiert wird, etwa siamese_unet, siamese_unet:resnet18, early_fusion_unet, early_fusion_fcn, fusion_unet:resnet50 oder stanet; für Landbedeckung eines Zeitpunkts: unet.</translation>
    </message>
    <message>
      <source>Base</source>
      <translation>Basis</translation>
    </message>
    <message>
      <source>Class raster (land cover)</source>
      <translation>Klassenraster (Landbedeckung)</translation>
    </message>
    <message>
      <source>Instead of polygons, for images of one date: a raster with the class of each pixel, in any CRS and resolution. Names come from its legend, attribute table or metadata. Values 0, 254 and 255 without a name, a class 'unlabelled' and no data count nowhere.</source>
      <translation>Anstelle von Polygonen, für Bilder eines Zeitpunkts: ein Raster mit der Klasse jedes Pixels, in beliebigem KBS und beliebiger Auflösung. Die Namen kommen aus Legende, Attributtabelle oder Metadaten. Die Werte 0, 254 und 255 ohne Namen, eine Klasse „unlabelled“ und Nodata zählen nirgends.</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>Minuten</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>Batch size</source>
      <translation>Batchgröße</translation>
    </message>
    <message>
      <source>Size of the crops (pixels)</source>
      <translation>Größe der Ausschnitte (Pixel)</translation>
    </message>
    <message>
      <source>Steps per epoch</source>
      <translation>Schritte je Epoche</translation>
    </message>
    <message>
      <source>Schedule</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>One cycle</source>
      <translation>Ein Zyklus</translation>
    </message>
    <message>
      <source>Constant</source>
      <translation>Konstant</translation>
    </message>
    <message>
      <source>Exponential decay</source>
      <translation>Exponentieller Abfall</translation>
    </message>
    <message>
      <source>Course of the learning rate. One cycle: rises, then falls to zero. Constant: rises, then stays level. Exponential decay: rises, then falls by the same factor in each step.</source>
      <translation>Verlauf der Lernrate. Ein Zyklus: steigt, fällt dann auf null. Konstant: steigt, bleibt dann gleich. Exponentieller Abfall: steigt, fällt dann in jedem Schritt um denselben Faktor.</translation>
    </message>
    <message>
      <source>Epochs with a frozen encoder</source>
      <translation>Epochen mit eingefrorenem Encoder</translation>
    </message>
    <message>
      <source>Patience (epochs)</source>
      <translation>Geduld (Epochen)</translation>
    </message>
    <message>
      <source>Monitored measure</source>
      <translation>Überwachtes Maß</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>Recall</translation>
    </message>
    <message>
      <source>Validation loss</source>
      <translation>Validierungsverlust</translation>
    </message>
    <message>
      <source>The measure on the validation area that decides which epoch is kept and when training stops.</source>
      <translation>Das Maß im Validierungsgebiet, nach dem sich entscheidet, welche Epoche behalten wird und wann das Training endet.</translation>
    </message>
    <message>
      <source>Validation area (share)</source>
      <translation>Validierungsgebiet (Anteil)</translation>
    </message>
    <message>
      <source>Balance the classes</source>
      <translation>Klassen ausgleichen</translation>
    </message>
    <message>
      <source>Draw half of the crops around changes, equally for each class, however rare it is.</source>
      <translation>Die Hälfte der Ausschnitte um Veränderungen ziehen, gleich viele je Klasse, wie selten sie auch ist.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>cpu, cuda, cuda:1, ... Empty: a graphics card if torch can use one.</source>
      <translation>cpu, cuda, cuda:1, ... Leer: eine Grafikkarte, wenn torch eine nutzen kann.</translation>
    </message>
    <message>
      <source>Augmentation (strength)</source>
      <translation>Augmentierung (Stärke)</translation>
    </message>
    <message>
      <source>Flips</source>
      <translation>Spiegelungen</translation>
    </message>
    <message>
      <source>Rotations</source>
      <translation>Drehungen</translation>
    </message>
    <message>
      <source>Scale</source>
      <translation>Maßstab</translation>
    </message>
    <message>
      <source>Brightness, contrast, saturation of each date</source>
      <translation>Helligkeit, Kontrast, Sättigung jedes Zeitpunkts</translation>
    </message>
    <message>
      <source>Blur</source>
      <translation>Unschärfe</translation>
    </message>
    <message>
      <source>Noise</source>
      <translation>Rauschen</translation>
    </message>
    <message>
      <source>CLAHE</source>
      <translation>CLAHE</translation>
    </message>
    <message>
      <source>Grid and optical distortion</source>
      <translation>Gitter- und optische Verzerrung</translation>
    </message>
    <message>
      <source>Small misregistration</source>
      <translation>Kleiner Lageversatz</translation>
    </message>
    <message>
      <source>Swapped dates</source>
      <translation>Vertauschte Zeitpunkte</translation>
    </message>
    <message>
      <source>Brightness and contrast</source>
      <translation>Helligkeit und Kontrast</translation>
    </message>
    <message>
      <source>Grid distortion</source>
      <translation>Gitterverzerrung</translation>
    </message>
    <message>
      <source>Optical distortion</source>
      <translation>Optische Verzerrung</translation>
    </message>
    <message>
      <source>Augmentations</source>
      <translation>Augmentierungen</translation>
    </message>
    <message>
      <source>Random variations of the crops, which help when there are few labels.</source>
      <translation>Zufällige Abwandlungen der Ausschnitte, die bei wenigen Labels helfen.</translation>
    </message>
    <message>
      <source>Distillation (weight)</source>
      <translation>Destillation (Gewicht)</translation>
    </message>
    <message>
      <source>Consistency without labels (weight)</source>
      <translation>Konsistenz ohne Labels (Gewicht)</translation>
    </message>
    <message>
      <source>Folders of chips to replay</source>
      <translation>Ordner mit Chips zur Wiederholung</translation>
    </message>
    <message>
      <source>Against forgetting: chips from other places, from which a share of the crops is drawn; they are not used for validation.</source>
      <translation>Gegen das Vergessen: Chips von anderen Orten, aus denen ein Teil der Ausschnitte gezogen wird; zur Validierung werden sie nicht verwendet.</translation>
    </message>
    <message>
      <source>Replayed crops (share)</source>
      <translation>Wiederholte Ausschnitte (Anteil)</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>Loss function, such as 'bce + .5 dice', '.7 bce + .3 iou' or 'focal + dice'. Empty: the default of the architecture.</source>
      <translation>Verlustfunktion, etwa 'bce + .5 dice', '.7 bce + .3 iou' oder 'focal + dice'. Leer: die Vorgabe der Architektur.</translation>
    </message>
    <message>
      <source>Mixed precision</source>
      <translation>Gemischte Genauigkeit</translation>
    </message>
    <message>
      <source>Use half precision where the device is faster with it.</source>
      <translation>Mit halber Genauigkeit rechnen, wo das Gerät damit schneller ist.</translation>
    </message>
    <message>
      <source>Pixel size of the training in map units. Empty: the resolution of the base model, otherwise that of the images.</source>
      <translation>Pixelgröße des Trainings in Karteneinheiten. Leer: die Auflösung des Basismodells, sonst die der Bilder.</translation>
    </message>
    <message>
      <source>Band numbers, such as 3,2,1. Empty: the bands of the base model, otherwise all.</source>
      <translation>Bandnummern, etwa 3,2,1. Leer: die Bänder des Basismodells, sonst alle.</translation>
    </message>
    <message>
      <source>a number from {least:g} to {most:g}</source>
      <translation>eine Zahl von {least:g} bis {most:g}</translation>
    </message>
    <message>
      <source>a whole number from {least:g} to {most:g}</source>
      <translation>eine ganze Zahl von {least:g} bis {most:g}</translation>
    </message>
    <message>
      <source>Maximum number of epochs; training stops earlier when the model no longer improves.</source>
      <translation>Höchstzahl der Epochen; das Training endet früher, wenn sich das Modell nicht mehr verbessert.</translation>
    </message>
    <message>
      <source>Time limit; the training is planned by the speed of its first steps. Empty or 0: no limit.</source>
      <translation>Zeitgrenze; das Training wird nach der Geschwindigkeit seiner ersten Schritte geplant. Leer oder 0: keine Grenze.</translation>
    </message>
    <message>
      <source>Highest learning rate of the schedule. Empty: 0.0005 to continue a model, 0.002 from scratch.</source>
      <translation>Höchste Lernrate des Verlaufs. Leer: 0,0005 zum Weitertrainieren eines Modells, 0,002 von Grund auf.</translation>
    </message>
    <message>
      <source>Crops per step. Halved automatically if memory runs out.</source>
      <translation>Ausschnitte je Schritt. Wird automatisch halbiert, wenn der Speicher nicht reicht.</translation>
    </message>
    <message>
      <source>Side of the training crops; rounded to a size that the network accepts.</source>
      <translation>Seite der Ausschnitte; auf eine Größe gerundet, die das Netz annimmt.</translation>
    </message>
    <message>
      <source>Empty: 20 to 200, depending on the labelled area.</source>
      <translation>Leer: 20 bis 200, je nach der gelabelten Fläche.</translation>
    </message>
    <message>
      <source>Number of epochs during which the pretrained encoder and its normalisation statistics stay unchanged. Empty: a fifth of the epochs.</source>
      <translation>Anzahl der Epochen, in denen der vortrainierte Encoder und seine Normierungsstatistik unverändert bleiben. Leer: ein Fünftel der Epochen.</translation>
    </message>
    <message>
      <source>Training stops after this many epochs without improvement on the validation area. 0: never.</source>
      <translation>Das Training endet nach so vielen Epochen ohne Verbesserung im Validierungsgebiet. 0: nie.</translation>
    </message>
    <message>
      <source>Share of the labelled area held out for validation, in whole blocks with a gap around them.</source>
      <translation>Anteil des gelabelten Gebiets, der zur Validierung zurückbehalten wird, in ganzen Blöcken mit Abstand ringsum.</translation>
    </message>
    <message>
      <source>Strength of the augmentation: 0 is none, 1 is normal, 3 is the maximum.</source>
      <translation>Stärke der Augmentierung: 0 ist keine, 1 ist normal, 3 ist das Höchste.</translation>
    </message>
    <message>
      <source>Against forgetting: on unlabelled parts of your imagery the network is trained towards the base model's output, and at the end the base's weights are blended in as far as this does not reduce the validation score. 0: off.</source>
      <translation>Gegen das Vergessen: Auf ungelabelten Teilen Ihrer Bilder wird das Netz auf die Ausgabe des Basismodells hin trainiert, und am Ende werden die Gewichte der Basis so weit beigemischt, wie es das Validierungsergebnis nicht verschlechtert. 0: aus.</translation>
    </message>
    <message>
      <source>On unlabelled parts of your imagery the network learns to predict the same after strong changes of colour and sharpness; a step takes up to a third longer. 0: off.</source>
      <translation>Auf Teilen Ihrer Bilder ohne Labels lernt das Netz, nach starken Änderungen von Farbe und Schärfe dasselbe vorherzusagen; ein Schritt dauert bis zu einem Drittel länger. 0: aus.</translation>
    </message>
    <message>
      <source>Share of the crops that are drawn from the replayed chips.</source>
      <translation>Anteil der Ausschnitte, die aus den wiederholten Chips gezogen werden.</translation>
    </message>
    <message>
      <source>The same seed, data and machine give the same model.</source>
      <translation>Derselbe Startwert, dieselben Daten und derselbe Rechner geben dasselbe Modell.</translation>
    </message>
  </context>
  <context>
    <name>TrainingDialog</name>
    <message>
      <source>Train a model</source>
      <translation>Modell trainieren</translation>
    </message>
    <message>
      <source>&amp;1 Labels</source>
      <translation>&amp;1 Labels</translation>
    </message>
    <message>
      <source>&amp;2 Model</source>
      <translation>&amp;2 Modell</translation>
    </message>
    <message>
      <source>&amp;3 Sample</source>
      <translation>&amp;3 Stichprobe</translation>
    </message>
    <message>
      <source>&amp;4 Training</source>
      <translation>&amp;4 Training</translation>
    </message>
    <message>
      <source>&amp;5 Result</source>
      <translation>&amp;5 Ergebnis</translation>
    </message>
    <message>
      <source>My model</source>
      <translation>Mein Modell</translation>
    </message>
    <message>
      <source>&amp;Pause</source>
      <translation>&amp;Pause</translation>
    </message>
    <message>
      <source>&amp;Stop and keep the best</source>
      <translation>Be&amp;enden und Bestes behalten</translation>
    </message>
    <message>
      <source>End the training now; the best epoch so far becomes the model</source>
      <translation>Das Training jetzt beenden; die bisher beste Epoche wird das Modell</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>End the training without a model; it can be resumed later</source>
      <translation>Das Training ohne Modell beenden; es lässt sich später fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Resume</source>
      <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Start training</source>
      <translation>Training &amp;starten</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Weiter</translation>
    </message>
    <message>
      <source>Run in background</source>
      <translation>Im Hintergrund ausführen</translation>
    </message>
    <message>
      <source>Checking the data…</source>
      <translation>Daten werden geprüft…</translation>
    </message>
    <message>
      <source>The training of '{name}' was not finished (last checkpoint: {when}).</source>
      <translation>Das Training von „{name}“ wurde nicht beendet (letzter Zwischenstand: {when}).</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <source>Install…</source>
      <translation>Installieren…</translation>
    </message>
    <message>
      <source>Training needs PyTorch, which the runtime does not have yet.</source>
      <translation>Das Training braucht PyTorch, das die Laufzeitumgebung noch nicht hat.</translation>
    </message>
    <message>
      <source>Training needs the runtime, which is not installed yet.</source>
      <translation>Das Training braucht die Laufzeitumgebung, die noch nicht installiert ist.</translation>
    </message>
    <message>
      <source>Check of the training data</source>
      <translation>Prüfung der Trainingsdaten</translation>
    </message>
    <message>
      <source>This training was started by another version of Groundshift and cannot be resumed.</source>
      <translation>Dieses Training wurde mit einer anderen Version von Groundshift begonnen und lässt sich nicht fortsetzen.</translation>
    </message>
    <message>
      <source>A learning rate is searched for with labels only.</source>
      <translation>Eine Lernrate wird nur mit Labels gesucht.</translation>
    </message>
    <message>
      <source>Training of '{name}'</source>
      <translation>Training von „{name}“</translation>
    </message>
    <message>
      <source>Give the new model a name.</source>
      <translation>Geben Sie dem neuen Modell einen Namen.</translation>
    </message>
  </context>
  <context>
    <name>TrainingTables</name>
    <message>
      <source>Epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>Training loss</source>
      <translation>Trainingsverlust</translation>
    </message>
    <message>
      <source>Validation loss</source>
      <translation>Validierungsverlust</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>Precision</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>Recall</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Time left</source>
      <translation>Verbleibende Zeit</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Pixels</source>
      <translation>Pixel</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Maß</translation>
    </message>
    <message>
      <source>Base model</source>
      <translation>Basismodell</translation>
    </message>
    <message>
      <source>New model</source>
      <translation>Neues Modell</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>Kappa</source>
      <translation>Kappa</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <source>MSE (dB²)</source>
      <translation>MSE (dB²)</translation>
    </message>
    <message>
      <source>MSE of the mean</source>
      <translation>MSE des Mittels</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>before</source>
      <translation>vorher</translation>
    </message>
  </context>
  <context>
    <name>TransitionPanel</name>
    <message>
      <source>How both dates are decided</source>
      <translation>Wie beide Zeitpunkte entschieden werden</translation>
    </message>
    <message>
      <source>Weight of no change, where a transition has 1. The higher, the fewer changes, false and true ones.</source>
      <translation>Gewicht von „unverändert“, wobei ein Übergang 1 hat. Je höher, desto weniger Veränderungen, falsche wie richtige.</translation>
    </message>
    <message>
      <source> pixels</source>
      <translation> Pixel</translation>
    </message>
    <message>
      <source>Neighbouring pixels are decided together, so that uncertain ones are not taken for changes. Changes that are narrower than about twice as many pixels may be lost. 0: each pixel by itself.</source>
      <translation>Benachbarte Pixel werden gemeinsam entschieden, damit unsichere nicht als Veränderungen gelten. Veränderungen, die schmaler sind als etwa das Doppelte, können verloren gehen. 0: jedes Pixel für sich.</translation>
    </message>
    <message>
      <source>All transitions alike</source>
      <translation>Alle Übergänge gleich</translation>
    </message>
    <message>
      <source>Estimated from the pair</source>
      <translation>Aus dem Paar geschätzt</translation>
    </message>
    <message>
      <source>Estimated: transitions that are rare in this pair are less likely.</source>
      <translation>Geschätzt: Übergänge, die in diesem Paar selten sind, gelten als unwahrscheinlicher.</translation>
    </message>
    <message>
      <source>Match the shares of the classes</source>
      <translation>Anteile der Klassen angleichen</translation>
    </message>
    <message>
      <source>Corrects that light and season make a model favour some classes on one date. Switch it off where classes really shift everywhere.</source>
      <translation>Gleicht aus, dass ein Modell wegen Licht und Jahreszeit an einem Zeitpunkt manche Klassen bevorzugt. Ausschalten, wo sich Klassen wirklich überall verschieben.</translation>
    </message>
    <message>
      <source>Stability</source>
      <translation>Stabilität</translation>
    </message>
    <message>
      <source>Context</source>
      <translation>Umgebung</translation>
    </message>
    <message>
      <source>Prior</source>
      <translation>A-priori-Wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>What became what</source>
      <translation>Was wurde was</translation>
    </message>
    <message>
      <source>Choose a transition to see its polygons only; choose it again to see all of them</source>
      <translation>Wählen Sie einen Übergang, um nur seine Polygone zu sehen; noch einmal, um alle zu sehen</translation>
    </message>
    <message>
      <source>Transitions and their areas</source>
      <translation>Übergänge und ihre Flächen</translation>
    </message>
    <message>
      <source>Review…</source>
      <translation>Prüfen…</translation>
    </message>
    <message>
      <source>Accept, reject and correct the polygons one by one</source>
      <translation>Die Polygone eines nach dem anderen annehmen, verwerfen und berichtigen</translation>
    </message>
    <message>
      <source>Compare…</source>
      <translation>Vergleichen…</translation>
    </message>
    <message>
      <source>View the two dates on the map</source>
      <translation>Die beiden Zeitpunkte auf der Karte ansehen</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Open the report with flows, matrix, gains and losses in the browser</source>
      <translation>Den Bericht mit Flüssen, Matrix, Gewinnen und Verlusten im Browser öffnen</translation>
    </message>
    <message>
      <source>Sample…</source>
      <translation>Stichprobe…</translation>
    </message>
    <message>
      <source>Draw random points in each transition. Interpreted in the tab Review, they give the true areas with confidence intervals.</source>
      <translation>Zufallspunkte in jedem Übergang ziehen. Im Reiter Prüfen gedeutet, ergeben sie die wahren Flächen mit Konfidenzintervallen.</translation>
    </message>
    <message>
      <source>Its layer or file is no longer there</source>
      <translation>Sein Layer oder seine Datei ist nicht mehr da</translation>
    </message>
    <message>
      <source>{date}: probabilities of {count} classes.</source>
      <translation>{date}: Wahrscheinlichkeiten von {count} Klassen.</translation>
    </message>
    <message>
      <source>{date}: a map of {count} classes.</source>
      <translation>{date}: eine Karte von {count} Klassen.</translation>
    </message>
    <message>
      <source>{date}: a map of classes without names; the values stand for them.</source>
      <translation>{date}: eine Karte von Klassen ohne Namen; die Werte stehen dafür.</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Choose an image or a map of classes of the earlier date as Before and of the later one as After.</source>
      <translation>Wählen Sie ein Bild oder eine Klassenkarte des früheren Zeitpunkts als Vorher und des späteren als Nachher.</translation>
    </message>
    <message>
      <source>Choose an image or a map of classes of the earlier date as Before.</source>
      <translation>Wählen Sie ein Bild oder eine Klassenkarte des früheren Zeitpunkts als Vorher.</translation>
    </message>
    <message>
      <source>Choose an image or a map of classes of the later date as After.</source>
      <translation>Wählen Sie ein Bild oder eine Klassenkarte des späteren Zeitpunkts als Nachher.</translation>
    </message>
    <message>
      <source>What counts as change</source>
      <translation>Was als Veränderung gilt</translation>
    </message>
    <message>
      <source>Transitions of interest: choose one, or type several, such as vegetation&gt;building, *&gt;water. * is every class. They limit the map and the polygons, not the matrix.</source>
      <translation>Übergänge, die gesucht werden: wählen Sie einen, oder tippen Sie mehrere, etwa vegetation&gt;building, *&gt;water. * ist jede Klasse. Sie begrenzen Karte und Polygone, nicht die Matrix.</translation>
    </message>
    <message>
      <source> m²</source>
      <translation> m²</translation>
    </message>
    <message>
      <source>Changes smaller than this count as unchanged. 0: none do.</source>
      <translation>Kleinere Veränderungen gelten als unverändert. 0: keine.</translation>
    </message>
    <message>
      <source>Transitions that are less probable than this count as unchanged. 0: none do.</source>
      <translation>Weniger wahrscheinliche Übergänge gelten als unverändert. 0: keine.</translation>
    </message>
    <message>
      <source>Changes along an edge that are thinner than this count as unchanged, if a shift between the dates explains them. 0: keep all.</source>
      <translation>Schmalere Veränderungen an einer Kante gelten als unverändert, wenn ein Versatz der Zeitpunkte sie erklärt. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>Veränderungen</translation>
    </message>
    <message>
      <source>Smallest</source>
      <translation>Kleinste</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>Shift tolerated</source>
      <translation>Erlaubter Versatz</translation>
    </message>
    <message>
      <source>Two maps of classes: their confidence is not known</source>
      <translation>Zwei Klassenkarten: ihre Sicherheit ist nicht bekannt</translation>
    </message>
    <message>
      <source>All changes</source>
      <translation>Alle Veränderungen</translation>
    </message>
    <message>
      <source>R&amp;un comparison</source>
      <translation>Vergleich &amp;starten</translation>
    </message>
    <message>
      <source>Map the classes of both dates and what became what</source>
      <translation>Die Klassen beider Zeitpunkte kartieren, und was zu was wurde</translation>
    </message>
    <message>
      <source>First choose what to compare</source>
      <translation>Wählen Sie zuerst, was verglichen werden soll</translation>
    </message>
    <message>
      <source>Both dates must be raster layers.</source>
      <translation>Beide Zeitpunkte müssen Rasterlayer sein.</translation>
    </message>
    <message>
      <source>These dates can be compared with restrictions</source>
      <translation>Diese Zeitpunkte können mit Einschränkungen verglichen werden</translation>
    </message>
    <message>
      <source>The comparison is not possible yet</source>
      <translation>Der Vergleich ist noch nicht möglich</translation>
    </message>
    <message>
      <source>These dates can be compared</source>
      <translation>Diese Zeitpunkte können verglichen werden</translation>
    </message>
    <message>
      <source>Swap the dates</source>
      <translation>Zeitpunkte vertauschen</translation>
    </message>
    <message>
      <source>Make the earlier image Before and the later one After</source>
      <translation>Das frühere Bild zu Vorher und das spätere zu Nachher machen</translation>
    </message>
    <message>
      <source>No change found.</source>
      <translation>Keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>1 transition</source>
      <translation>1 Übergang</translation>
    </message>
    <message>
      <source>{count} transitions</source>
      <translation>{count} Übergänge</translation>
    </message>
    <message>
      <source>{area} changed, {transitions}.</source>
      <translation>{area} verändert, {transitions}.</translation>
    </message>
    <message>
      <source>{area} changed</source>
      <translation>{area} verändert</translation>
    </message>
    <message>
      <source>Transitions</source>
      <translation>Übergänge</translation>
    </message>
  </context>
  <context>
    <name>VectorizeChange</name>
    <message>
      <source>Polygons of {name}</source>
      <translation>Polygone von {name}</translation>
    </message>
    <message>
      <source>Vectorize change</source>
      <translation>Veränderung vektorisieren</translation>
    </message>
    <message>
      <source>change,polygonize,vectorize,polygons,mask,probability,simplify,generalize,smooth,regularize,orthogonalize,right angles,buildings,footprints,holes,slivers,merge,zonal statistics</source>
      <translation>Veränderung,polygonisieren,vektorisieren,Polygone,Maske,Wahrscheinlichkeit,vereinfachen,generalisieren,glätten,regularisieren,rechte Winkel,Gebäude,Gebäudeumrisse,Löcher,Splitter,zusammenfassen,zonale Statistik,vectorize</translation>
    </message>
    <message>
      <source>Converts a change mask or probability to clean polygons.</source>
      <translation>Wandelt eine Veränderungsmaske oder -wahrscheinlichkeit in saubere Polygone um.</translation>
    </message>
    <message>
      <source>Converts a change mask or a change probability to clean polygons, without running the network again.
An integer raster is a mask: 0 is no change, other values are classes. A floating-point raster is a probability: pixels at or above the threshold are changed; with one band per class, as written by 'Detect change', the most likely class is used. Names and colours of classes are taken from rasters of 'Detect change'.
Order of the steps: fill gaps, remove small changes, fill holes, remove slivers, simplify outlines, square buildings.
Attributes: class, direction if known, area and perimeter on the ellipsoid and, for a probability, the mean and maximum probability of the pixels.
Lengths are metres on the ground, measured at the centre of the raster.</source>
      <translation>Wandelt eine Veränderungsmaske oder -wahrscheinlichkeit in saubere Polygone um, ohne das Netz erneut auszuführen.
Ein Raster ganzer Zahlen ist eine Maske: 0 ist keine Veränderung, andere Werte sind Klassen. Ein Raster von Gleitkommazahlen ist eine Wahrscheinlichkeit: Pixel ab dem Schwellenwert sind verändert; bei einem Band je Klasse, wie „Veränderung finden“ sie schreibt, gilt die wahrscheinlichste Klasse. Namen und Farben der Klassen werden aus Rastern von „Veränderung finden“ übernommen.
Reihenfolge der Schritte: Lücken füllen, kleine Veränderungen entfernen, Löcher füllen, Splitter entfernen, Umrisse vereinfachen, Gebäude rechtwinklig machen.
Attribute: Klasse, Richtung, wenn bekannt, Fläche und Umfang auf dem Ellipsoid und, bei einer Wahrscheinlichkeit, die mittlere und höchste Wahrscheinlichkeit der Pixel.
Längen sind Meter am Boden, gemessen in der Mitte des Rasters.</translation>
    </message>
    <message>
      <source>Change mask or probability</source>
      <translation>Veränderungsmaske oder -wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>Raster of changes from 'Detect change' or any other program.</source>
      <translation>Raster von Veränderungen aus „Veränderung finden“ oder einem anderen Programm.</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>Probability, between 0 and 1, at and above which a pixel counts as changed; ignored for a mask. Empty: the threshold stored in the raster, otherwise 0.5.</source>
      <translation>Wahrscheinlichkeit zwischen 0 und 1, ab der ein Pixel als verändert gilt; ohne Bedeutung für eine Maske. Leer: der im Raster gespeicherte Schwellenwert, sonst 0,5.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Changes with a smaller area on the ground are removed. 0: keep all.</source>
      <translation>Veränderungen mit kleinerer Fläche am Boden werden entfernt. 0: alle behalten.</translation>
    </message>
    <message>
      <source>Fill holes up to (m²)</source>
      <translation>Löcher füllen bis (m²)</translation>
    </message>
    <message>
      <source>Holes smaller than this area are filled unless they contain another change or no data. 0: off.</source>
      <translation>Löcher, die kleiner als diese Fläche sind, werden gefüllt, außer wenn sie eine andere Veränderung oder keine Daten enthalten. 0: aus.</translation>
    </message>
    <message>
      <source>Merge across gaps up to (m)</source>
      <translation>Über Lücken hinweg zusammenfassen bis (m)</translation>
    </message>
    <message>
      <source>Changes of the same class within this distance are merged and the gap between them is filled, but not across other classes or nodata. 0: off.</source>
      <translation>Veränderungen derselben Klasse innerhalb dieses Abstands werden vereinigt und die Lücke dazwischen gefüllt, aber nicht über andere Klassen oder NoData hinweg. 0: aus.</translation>
    </message>
    <message>
      <source>Simplify details up to (m)</source>
      <translation>Einzelheiten vereinfachen bis (m)</translation>
    </message>
    <message>
      <source>Details of the outlines smaller than about this length are removed. Adjacent polygons keep their common borders, without gaps or overlaps. 0: outlines follow the pixels. One to two pixels remove the stair steps from slanted lines.</source>
      <translation>Einzelheiten der Umrisse, die kleiner als etwa diese Länge sind, werden entfernt. Benachbarte Polygone behalten ihre gemeinsamen Grenzen, ohne Lücken oder Überlappungen. 0: Umrisse folgen den Pixeln. Ein bis zwei Pixel entfernen die Stufen schräger Linien.</translation>
    </message>
    <message>
      <source>Square buildings</source>
      <translation>Gebäude rechtwinklig machen</translation>
    </message>
    <message>
      <source>Redraws each outline along the main direction of the building, with right angles. A polygon is left unchanged if it borders on another, would overlap one, or would match its pixels by less than 85 % (intersection over union).</source>
      <translation>Zeichnet jeden Umriss entlang der Hauptrichtung des Gebäudes mit rechten Winkeln neu. Ein Polygon bleibt unverändert, wenn es an ein anderes grenzt, eines überlappen würde oder mit seinen Pixeln um weniger als 85 % übereinstimmen würde (Verhältnis von Schnitt zu Vereinigung).</translation>
    </message>
    <message>
      <source>Minimum width (m)</source>
      <translation>Mindestbreite (m)</translation>
    </message>
    <message>
      <source>Changes that are nowhere wider than this are removed: most of these slivers result from misaligned images. 0: off.</source>
      <translation>Veränderungen, die nirgends breiter sind, werden entfernt: Die meisten dieser Splitter entstehen durch schlecht ausgerichtete Bilder. 0: aus.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>Polygons of the changes. The file extension sets the format: GeoPackage, GeoJSON, ...</source>
      <translation>Polygone der Veränderungen. Die Dateiendung bestimmt das Format: GeoPackage, GeoJSON, ...</translation>
    </message>
  </context>
  <context>
    <name>Welcome</name>
    <message>
      <source>Find what changed between two dates</source>
      <translation>Finden, was sich zwischen zwei Daten verändert hat</translation>
    </message>
    <message>
      <source>Close, and do not show it again</source>
      <translation>Schließen und nicht wieder zeigen</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Groundshift compares two images of a place and gives you polygons of what changed, which you then check.</source>
      <translation>Groundshift vergleicht zwei Bilder eines Ortes und liefert Polygone der Veränderungen, die Sie dann prüfen.</translation>
    </message>
    <message>
      <source>Install the runtime ({size} MB)…</source>
      <translation>Laufzeitumgebung installieren ({size} MB)…</translation>
    </message>
    <message>
      <source>Networks need it; once for all projects and profiles</source>
      <translation>Netze brauchen sie; einmal für alle Projekte und Profile</translation>
    </message>
    <message>
      <source>Try it with the demo town</source>
      <translation>Mit der Demo-Stadt ausprobieren</translation>
    </message>
    <message>
      <source>Add two small images of a drawn town to the project, ready to run</source>
      <translation>Zwei kleine Bilder einer gezeichneten Stadt in das Projekt laden, bereit für einen Lauf</translation>
    </message>
    <message>
      <source>Read the guide</source>
      <translation>Anleitung lesen</translation>
    </message>
    <message>
      <source>Works offline</source>
      <translation>Geht offline</translation>
    </message>
    <message>
      <source>Demo town 2019-04-12</source>
      <translation>Demo-Stadt 2019-04-12</translation>
    </message>
    <message>
      <source>Demo town 2024-08-21</source>
      <translation>Demo-Stadt 2024-08-21</translation>
    </message>
  </context>
</TS>
