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
      <source>Shows what a layer of a neural network answers to.</source>
      <translation>Zeigt, worauf eine Schicht eines neuronalen Netzes anspricht.</translation>
    </message>
    <message>
      <source>Shows what a layer of a neural network answers to on two images of the same place, or on a chip of training data (two small images without georeference).
Mean activation: over all channels of the layer, on the map; layers that see the dates one by one have a band for each.
Sheet: a picture of all channels side by side, the two dates first.
Channels (optional): every channel as a band of a raster.
List of layers (optional): number, name, channels and stride of every layer that can be shown, as a table.
Leave the layer empty to see the last one before the decision, and the list of all in the log.</source>
      <translation>Zeigt, worauf eine Schicht eines neuronalen Netzes anspricht, in zwei Bildern desselben Ortes oder in einem Chip von Trainingsdaten (zwei kleinen Bildern ohne Georeferenz).
Mittlere Aktivierung: über alle Kanäle der Schicht, auf der Karte; Schichten, die die Zeitpunkte einzeln sehen, haben für jeden ein Band.
Übersicht: ein Bild aller Kanäle nebeneinander, die beiden Zeitpunkte zuerst.
Kanäle (optional): jeder Kanal als Band eines Rasters.
Liste der Schichten (optional): Nummer, Name, Kanäle und Schrittweite jeder Schicht, die sich zeigen lässt, als Tabelle.
Bleibt die Schicht leer, wird die letzte vor der Entscheidung gezeigt, und das Protokoll listet alle auf.</translation>
    </message>
    <message>
      <source>The network: the id of a bundled or imported model, or the path of an ONNX file.</source>
      <translation>Das Netz: die Kennung eines mitgelieferten oder importierten Modells oder der Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>The number or the name of a layer, or a part of the name that only one has. Empty: the last layer with features before the decision; the log then lists all layers.</source>
      <translation>Nummer oder Name einer Schicht, oder ein Teil des Namens, den nur eine hat. Leer: die letzte Schicht mit Merkmalen vor der Entscheidung; das Protokoll listet dann alle Schichten auf.</translation>
    </message>
    <message>
      <source>Mean activation</source>
      <translation>Mittlere Aktivierung</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: the mean over the channels, a band for each date the layer sees.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: das Mittel über die Kanäle, ein Band je Zeitpunkt, den die Schicht sieht.</translation>
    </message>
    <message>
      <source>Sheet of the channels</source>
      <translation>Übersicht der Kanäle</translation>
    </message>
    <message>
      <source>PNG images (*.png)</source>
      <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
      <source>PNG: all channels side by side, each in colours that span its own values.</source>
      <translation>PNG: alle Kanäle nebeneinander, jeder in Farben, die seinen eigenen Wertebereich umfassen.</translation>
    </message>
    <message>
      <source>Channels</source>
      <translation>Kanäle</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats, a band for each channel. Large: four bytes a value.</source>
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
  </context>
  <context>
    <name>AlgorithmCall</name>
    <message>
      <source>It ended without a result and without a reason.</source>
      <translation>Es endete ohne Ergebnis und ohne Angabe von Gründen.</translation>
    </message>
  </context>
  <context>
    <name>AssessAccuracy</name>
    <message>
      <source>Assess accuracy</source>
      <translation>Genauigkeit bewerten</translation>
    </message>
    <message>
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
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
      <source>Compares a map with a reference that is taken for the truth. Each may be a raster of classes (0 is no change) or polygons, on any grid and in any CRS; they are compared where both are known, on the finer grid.
Pixels: confusion matrix; precision, recall, F1 and IoU of each class; overall accuracy, Cohen's kappa, Matthews' correlation. Of several classes of change, the outputs PRECISION, RECALL, F1 and IOU are the plain means.
Objects (4-connected pixels of a class): matched one to one by overlap.
The report is one HTML file with a map of hits, misses and false alarms.
Pixels that were not chosen at random tell of the place that was looked at, not of the map's accuracy elsewhere: for areas with confidence intervals use 'Sample points' and 'Estimate area'.</source>
      <translation>Vergleicht eine Karte mit einer Referenz, die als wahr gilt. Beide können Raster von Klassen (0 ist keine Veränderung) oder Polygone sein, auf beliebigem Gitter und in beliebigem KBS; verglichen wird, wo beide bekannt sind, auf dem feineren Gitter.
Pixel: Konfusionsmatrix; Precision, Recall, F1 und IoU jeder Klasse; Gesamtgenauigkeit, Cohens Kappa, Matthews-Korrelation. Bei mehreren Klassen von Veränderung sind die Ausgaben PRECISION, RECALL, F1 und IOU die einfachen Mittel.
Objekte (Pixel einer Klasse, über Kanten verbunden): eins zu eins nach Überlappung zugeordnet.
Der Bericht ist eine einzige HTML-Datei mit einer Karte der Treffer, des Übersehenen und der Fehlalarme.
Pixel, die nicht zufällig gewählt wurden, sagen etwas über den betrachteten Ort, nicht über die Genauigkeit der Karte anderswo: für Flächen mit Vertrauensbereichen gibt es 'Stichprobe ziehen' und 'Fläche schätzen'.</translation>
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
      <source>What is true: a raster of classes, or polygons of all changes. It may be on another grid and in another CRS.</source>
      <translation>Was wahr ist: ein Raster von Klassen, oder Polygone aller Veränderungen. Gitter und KBS dürfen andere sein.</translation>
    </message>
    <message>
      <source>Polygons to compare in, such as the ground that the reference was mapped on. Empty: all that both rasters cover.</source>
      <translation>Polygone, in denen verglichen wird, etwa das Gebiet, in dem die Referenz kartiert wurde. Leer: alles, was beide Raster bedecken.</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Field of the polygons that holds their class: a number, or a name that the raster knows too. Empty, with polygons: change as such is compared, whatever its class.</source>
      <translation>Feld der Polygone mit ihrer Klasse: eine Zahl, oder ein Name, den auch das Raster kennt. Leer, bei Polygonen: Veränderung als solche wird verglichen, gleich welcher Klasse.</translation>
    </message>
    <message>
      <source>Overlap of matching objects</source>
      <translation>Überlappung zugeordneter Objekte</translation>
    </message>
    <message>
      <source>Least intersection over union at which two objects are taken for the same.</source>
      <translation>Kleinstes Verhältnis von Schnitt zu Vereinigung, bei dem zwei Objekte als dasselbe gelten.</translation>
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
      <source>One HTML file with all figures and the map of errors.</source>
      <translation>Eine HTML-Datei mit allen Zahlen und der Karte der Fehler.</translation>
    </message>
    <message>
      <source>The confusion matrix in pixels; rows are predicted, columns the reference.</source>
      <translation>Die Konfusionsmatrix in Pixeln; Zeilen sind die Vorhersage, Spalten die Referenz.</translation>
    </message>
    <message>
      <source>All figures, for programs.</source>
      <translation>Alle Zahlen, für Programme.</translation>
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
      <source>Groundshift</source>
      <translation>Groundshift</translation>
    </message>
    <message>
      <source>Open the page of the guide on this tab</source>
      <translation>Die Seite der Anleitung zu diesem Reiter öffnen</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <source>Ctrl+Page down and Ctrl+Page up go from tab to tab</source>
      <translation>Strg+Bild ab und Strg+Bild auf gehen von Reiter zu Reiter</translation>
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
      <source>Finds when each place changed, and how often, in images of three or more dates.</source>
      <translation>Findet in Bildern von drei oder mehr Zeitpunkten, wann sich jeder Ort verändert hat, und wie oft.</translation>
    </message>
    <message>
      <source>Finds when each place changed, and how often, in images of three or more dates: with a network, as 'Detect change' does, or with a classical method. Consecutive dates are compared, or the first with each of the others, all on the grid of the last date.
First change: the number of the date on which the first change is seen, 2 for the second date and so on; 0 is no change, 255 no data. The legend and the file's metadata (DATE_1, DATE_2, ...) tell the dates.
Number of changes: how many of the compared pairs show a change; 255 is no data.
Change polygons: those of each pair, with the dates between which the change happened in the fields 'start' and 'end'. QGIS's temporal controller plays them as they are.</source>
      <translation>Findet in Bildern von drei oder mehr Zeitpunkten, wann sich jeder Ort verändert hat, und wie oft: mit einem Netz, wie „Veränderung finden“, oder mit einem klassischen Verfahren. Verglichen werden aufeinanderfolgende Zeitpunkte oder der erste mit jedem der anderen, alle auf dem Gitter des letzten.
Erste Veränderung: die Nummer des Zeitpunkts, an dem die erste Veränderung zu sehen ist, 2 für den zweiten und so weiter; 0 ist keine Veränderung, 255 keine Daten. Die Legende und die Metadaten der Datei (DATE_1, DATE_2, ...) nennen die Zeitpunkte.
Anzahl der Veränderungen: wie viele der verglichenen Paare eine Veränderung zeigen; 255 ist keine Daten.
Veränderungspolygone: die jedes Paares, mit den Zeitpunkten, zwischen denen die Veränderung geschah, in den Feldern 'start' und 'end'. Die Zeitsteuerung von QGIS spielt sie ab, wie sie sind.</translation>
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
      <source>Consecutive dates show when something happened, also what came and went again; the first with each of the others shows what is different from the beginning.</source>
      <translation>Aufeinanderfolgende Zeitpunkte zeigen, wann etwas geschah, auch was kam und wieder verschwand; der erste mit jedem der anderen zeigt, was anders ist als am Anfang.</translation>
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
      <source>Of the model: from which probability on a pixel is called changed, between 0 and 1; empty: the model's own. Of a classical method whose threshold is fixed: the magnitude; by percentile: the percentage of pixels that did not change, 95 if empty.</source>
      <translation>Beim Modell: ab welcher Wahrscheinlichkeit ein Pixel als verändert gilt, zwischen 0 und 1; leer: der Wert des Modells. Bei einem klassischen Verfahren mit festem Schwellenwert: der Betrag; nach Perzentil: der Prozentsatz der unveränderten Pixel, leer ist 95.</translation>
    </message>
    <message>
      <source>Changes smaller than this many square metres on the ground are dropped. Empty: the model's own; of a classical method, 0. 0: none is dropped.</source>
      <translation>Veränderungen, die kleiner als so viele Quadratmeter am Boden sind, entfallen. Leer: der Wert des Modells, bei einem klassischen Verfahren 0. 0: keine entfällt.</translation>
    </message>
    <message>
      <source>Resolution (units of the last date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des letzten Zeitpunkts)</translation>
    </message>
    <message>
      <source>Pixel size to work at, in map units. Empty: the coarsest of the dates', brought into the range that a model is made for. Given: used as it is, even where the model is not made for it.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Karteneinheiten. Leer: die gröbste der Zeitpunkte, in den Bereich gebracht, für den ein Modell gemacht ist. Angegeben: gilt so, auch wo das Modell nicht dafür gemacht ist.</translation>
    </message>
    <message>
      <source>Bands of the images</source>
      <translation>Bänder der Bilder</translation>
    </message>
    <message>
      <source>Numbers of the bands, the same for all images, in the order that the model wants them, such as 3,2,1. Empty: found for each image by wavelength, colour interpretation or the order red, green, blue; a classical method compares all bands that two dates have in common.</source>
      <translation>Nummern der Bänder, für alle Bilder dieselben, in der Reihenfolge, die das Modell will, etwa 3,2,1. Leer: für jedes Bild gefunden über Wellenlänge, Farbinterpretation oder die Reihenfolge Rot, Grün, Blau; ein klassisches Verfahren vergleicht alle Bänder, die zwei Zeitpunkte gemeinsam haben.</translation>
    </message>
    <message>
      <source>First change</source>
      <translation>Erste Veränderung</translation>
    </message>
    <message>
      <source>GeoTIFF, 8 bits: number of the date on which the first change is seen (2 is the second date), 0 no change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: Nummer des Zeitpunkts, an dem die erste Veränderung zu sehen ist (2 ist der zweite), 0 keine Veränderung, 255 keine Daten.</translation>
    </message>
    <message>
      <source>Number of changes</source>
      <translation>Anzahl der Veränderungen</translation>
    </message>
    <message>
      <source>GeoTIFF, 8 bits: how many of the compared pairs show a change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: wie viele der verglichenen Paare eine Veränderung zeigen, 255 keine Daten.</translation>
    </message>
    <message>
      <source>The changes of each pair, with the dates between which they happened.</source>
      <translation>Die Veränderungen jedes Paares, mit den Zeitpunkten, zwischen denen sie geschahen.</translation>
    </message>
    <message>
      <source>Area that ever changed (m²)</source>
      <translation>Fläche, die sich je verändert hat (m²)</translation>
    </message>
    <message>
      <source>Change {first} - {last}</source>
      <translation>Veränderung {first} - {last}</translation>
    </message>
  </context>
  <context>
    <name>ChipPictures</name>
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
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
      <source>Double click to open the picture</source>
      <translation>Doppelklick öffnet das Bild</translation>
    </message>
    <message>
      <source>The picture is no longer there</source>
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
      <source>A folder with pairs of small images and their labels: A, B, label; or images_before, images_after, labels; or what 'Export chips' wrote; directly or in folders such as train and val. Several folders are separated by semicolons. Empty: the two dates and their labels below.</source>
      <translation>Ein Ordner mit Paaren kleiner Bilder und ihren Labels: A, B, label; oder images_before, images_after, labels; oder was „Chips exportieren“ geschrieben hat; direkt oder in Ordnern wie train und val. Mehrere Ordner werden durch Semikolons getrennt. Leer: die beiden Zeitpunkte und ihre Labels unten.</translation>
    </message>
    <message>
      <source>A raster file, in any CRS and resolution, in place of chips.</source>
      <translation>Eine Rasterdatei, in beliebigem KBS und beliebiger Auflösung, anstelle von Chips.</translation>
    </message>
    <message>
      <source>Field with the class of each change: names or numbers of the model's classes. Empty: change as such.</source>
      <translation>Feld mit der Klasse jeder Veränderung: Namen oder Zahlen der Klassen des Modells. Leer: Veränderung als solche.</translation>
    </message>
    <message>
      <source>Polygons within which every change has a label; ground outside does not count. Empty: all that both dates cover.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat; was außerhalb liegt, zählt nicht. Leer: alles, was beide Zeitpunkte abdecken.</translation>
    </message>
    <message>
      <source>Pixel size of chips without georeference (m)</source>
      <translation>Pixelgröße von Chips ohne Georeferenz (m)</translation>
    </message>
    <message>
      <source>Metres on the ground that a pixel of the chips has, where they do not say it themselves. Empty: what the model is best at.</source>
      <translation>Meter am Boden je Pixel der Chips, wo sie es nicht selbst sagen. Leer: was dem Modell am besten liegt.</translation>
    </message>
  </context>
  <context>
    <name>Compare</name>
    <message>
      <source>Show the other l&amp;ayers, too</source>
      <translation>A&amp;uch die übrigen Layer zeigen</translation>
    </message>
    <message>
      <source>Results and base maps with both dates. Off: only the two images, so that nothing hides the ground</source>
      <translation>Ergebnisse und Hintergrundkarten zusammen mit beiden Zeitpunkten. Aus: nur die beiden Bilder, sodass nichts den Boden verdeckt</translation>
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
      <source>A second map that moves together with QGIS's own</source>
      <translation>Eine zweite Karte, die sich mit der von QGIS bewegt</translation>
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
      <source>Before at the left, after at the right</source>
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
      <source>Another map tool is active now, so the mouse belongs to that</source>
      <translation>Jetzt ist ein anderes Kartenwerkzeug aktiv, die Maus gehört also diesem</translation>
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
      <source>Before is in a map of its own, after in QGIS's map. Move, zoom or turn either: the other follows, and shows where the cursor is. The map of before can be dragged out of the window, to a second screen.</source>
      <translation>Vorher ist in einer eigenen Karte, nachher in der Karte von QGIS. Verschieben, zoomen oder drehen Sie eine davon: Die andere folgt und zeigt, wo der Mauszeiger ist. Die Karte von vorher lässt sich aus dem Fenster ziehen, auf einen zweiten Bildschirm.</translation>
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
      <source>Choose the layer of the earlier date, too.</source>
      <translation>Wählen Sie auch den Layer des früheren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose the layer of the later date, too.</source>
      <translation>Wählen Sie auch den Layer des späteren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Choose how to compare. Your layers stay as they are.</source>
      <translation>Wählen Sie, wie verglichen wird. Ihre Layer bleiben, wie sie sind.</translation>
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
      <source>Co-register</source>
      <translation>Koregistrieren</translation>
    </message>
    <message>
      <source>Preparation</source>
      <translation>Vorbereitung</translation>
    </message>
    <message>
      <source>coregistration,co-registration,registration,align,alignment,shift,offset,displacement,sub-pixel,tie points,phase correlation,georeference,move,match,before,after</source>
      <translation>Koregistrierung,Registrierung,ausrichten,Ausrichtung,Verschiebung,Versatz,Verlagerung,Subpixel,Verknüpfungspunkte,Passpunkte,Phasenkorrelation,Georeferenzierung,verschieben,zuordnen,vorher,nachher,coregistration</translation>
    </message>
    <message>
      <source>Measures the shift between two raster dates and moves one onto the other.</source>
      <translation>Misst den Versatz zwischen zwei Rasterzeitpunkten und schiebt den einen auf den anderen.</translation>
    </message>
    <message>
      <source>Measures how far the earlier date must be moved to lie on the later one, to a fraction of a pixel, and moves it.
Dates that lie apart by a pixel show false change along every edge. Many windows are compared by the outlines in them; those that are clouded or changed do not agree with the rest and are rejected.
Aligned raster (optional): the earlier date, with all its bands and its data type, on the later one's pixels (of the coarser of the two sizes). Leave it out to measure only.
Tie points (optional): where the shift was measured, its length in metres, its reliability, and whether it was used.
Shift x and y: what must be added to the earlier date's coordinates, in units of the later date's CRS. Reliability: the share of tie points that agree, or less where they agree only roughly; 0 means that the shift is not known.</source>
      <translation>Misst auf Bruchteile eines Pixels, wie weit der frühere Zeitpunkt verschoben werden muss, um auf dem späteren zu liegen, und verschiebt ihn.
Zeitpunkte, die um ein Pixel auseinanderliegen, zeigen entlang jeder Kante falsche Veränderung. Viele Fenster werden anhand der Umrisse darin verglichen; bewölkte oder veränderte stimmen mit den übrigen nicht überein und werden verworfen.
Ausgerichtetes Raster (optional): der frühere Zeitpunkt, mit allen Bändern und seinem Datentyp, auf den Pixeln des späteren (in der gröberen der beiden Größen). Weglassen, um nur zu messen.
Verknüpfungspunkte (optional): wo der Versatz gemessen wurde, seine Länge in Metern, seine Zuverlässigkeit, und ob er verwendet wurde.
Versatz x und y: was zu den Koordinaten des früheren Zeitpunkts addiert werden muss, in Einheiten des KBS des späteren. Zuverlässigkeit: der Anteil der Verknüpfungspunkte, die übereinstimmen, oder weniger, wo sie nur ungefähr übereinstimmen; 0 heißt, dass der Versatz nicht bekannt ist.</translation>
    </message>
    <message>
      <source>Shift</source>
      <translation>Versatz</translation>
    </message>
    <message>
      <source>Global: the same everywhere</source>
      <translation>Global: überall derselbe</translation>
    </message>
    <message>
      <source>Local: varies smoothly over the ground</source>
      <translation>Lokal: ändert sich stetig über das Gelände</translation>
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
      <source>Shifts beyond this many pixels are not looked for. Larger takes longer.</source>
      <translation>Nach einem Versatz von mehr als so vielen Pixeln wird nicht gesucht. Größer dauert länger.</translation>
    </message>
    <message>
      <source>Window (pixels)</source>
      <translation>Fenster (Pixel)</translation>
    </message>
    <message>
      <source>Side of the square that is compared at each tie point. Larger is surer, smaller follows local distortion. Empty: 128, less for small images, and half of it for a local shift where tie points lie close enough.</source>
      <translation>Seite des Quadrats, das an jedem Verknüpfungspunkt verglichen wird. Größer ist sicherer, kleiner folgt örtlichen Verzerrungen. Leer: 128, weniger bei kleinen Bildern, und für einen örtlichen Versatz die Hälfte davon, wo die Verknüpfungspunkte dicht genug liegen.</translation>
    </message>
    <message>
      <source>Distance of the tie points (pixels)</source>
      <translation>Abstand der Verknüpfungspunkte (Pixel)</translation>
    </message>
    <message>
      <source>Empty: so that there are about 150 tie points, or 600 for a local shift.</source>
      <translation>Leer: so, dass es etwa 150 Verknüpfungspunkte gibt, oder 600 für einen lokalen Versatz.</translation>
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
      <source>Cubic keeps detail best, bilinear never exceeds the values that are there, nearest neighbour keeps classes. Rasters with a colour table keep their values in any case.</source>
      <translation>Kubisch erhält Einzelheiten am besten, bilinear geht nie über die vorhandenen Werte hinaus, nächster Nachbar erhält Klassen. Raster mit einer Farbtabelle behalten ihre Werte in jedem Fall.</translation>
    </message>
    <message>
      <source>Aligned raster</source>
      <translation>Ausgerichtetes Raster</translation>
    </message>
    <message>
      <source>GeoTIFF: the earlier date on the later one's pixels, all its bands. Left out: it is measured only.</source>
      <translation>GeoTIFF: der frühere Zeitpunkt auf den Pixeln des späteren, alle seine Bänder. Weggelassen: es wird nur gemessen.</translation>
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
      <source>BEFORE and AFTER are the same image: it lies on itself.</source>
      <translation>BEFORE und AFTER sind dasselbe Bild: Es liegt auf sich selbst.</translation>
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
      <source>The network: the id of a bundled or imported model, or the path of an ONNX file. Models say themselves which bands, resolution and classes they are made for.</source>
      <translation>Das Netz: die Kennung eines mitgelieferten oder importierten Modells oder der Pfad einer ONNX-Datei. Modelle sagen selbst, für welche Bänder, Auflösung und Klassen sie gemacht sind.</translation>
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
      <source>Finds what changed on the ground between two raster dates with a neural network.</source>
      <translation>Findet mit einem neuronalen Netz, was sich zwischen zwei Rasterzeitpunkten am Boden verändert hat.</translation>
    </message>
    <message>
      <source>Finds what changed on the ground between two images of the same place, with a neural network.
The images may differ in CRS, resolution, extent, band order and bit depth: they are brought onto one grid on the fly. Web layers (XYZ, WMS) work too; give an area for them.
Change mask: 0 is no change, other values are the model's classes, 255 is no data.
Change probability (optional): 0 to 1, -1 is no data.
Change polygons: class, area and perimeter on the ellipsoid, mean and highest probability.
The network runs in a process of its own. If its runtime is not there yet, run 'Install runtime' once.</source>
      <translation>Findet mit einem neuronalen Netz, was sich zwischen zwei Bildern desselben Ortes am Boden verändert hat.
Die Bilder dürfen sich in KBS, Auflösung, Ausdehnung, Bandreihenfolge und Bittiefe unterscheiden: Sie werden dabei auf ein gemeinsames Gitter gebracht. Auch Weblayer (XYZ, WMS) sind möglich; dafür ein Gebiet angeben.
Veränderungsmaske: 0 ist keine Veränderung, andere Werte sind die Klassen des Modells, 255 ist kein Datenwert.
Veränderungswahrscheinlichkeit (optional): 0 bis 1, -1 ist kein Datenwert.
Veränderungspolygone: Klasse, Fläche und Umfang auf dem Ellipsoid, mittlere und höchste Wahrscheinlichkeit.
Das Netz läuft in einem eigenen Prozess. Fehlt dessen Laufzeitumgebung noch, einmal „Laufzeitumgebung installieren“ ausführen.</translation>
    </message>
    <message>
      <source>From which probability on a pixel is called changed, between 0 and 1. Lower finds more and errs more. Empty: the model's own.</source>
      <translation>Ab welcher Wahrscheinlichkeit ein Pixel als verändert gilt, zwischen 0 und 1. Kleiner findet mehr und irrt mehr. Leer: der Wert des Modells.</translation>
    </message>
    <message>
      <source>Changes smaller than this many square metres on the ground are dropped. Empty: the model's own. 0: none is dropped.</source>
      <translation>Veränderungen, die kleiner als so viele Quadratmeter am Boden sind, entfallen. Leer: der Wert des Modells. 0: keine entfällt.</translation>
    </message>
    <message>
      <source>Average over mirrored images (slower, a little better)</source>
      <translation>Über gespiegelte Bilder mitteln (langsamer, ein wenig besser)</translation>
    </message>
    <message>
      <source>Predict each tile mirrored as well and average: about four times as slow.</source>
      <translation>Jede Kachel auch gespiegelt vorhersagen und mitteln: etwa viermal so langsam.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>GeoTIFF, 8 bits: 0 no change, class values, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: 0 keine Veränderung, Klassenwerte, 255 kein Datenwert.</translation>
    </message>
    <message>
      <source>Change probability</source>
      <translation>Veränderungswahrscheinlichkeit</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats, -1 no data: any change in band 1, then a band for each class.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen, -1 kein Datenwert: Band 1 für jede Veränderung, dann ein Band je Klasse.</translation>
    </message>
    <message>
      <source>The changes as polygons; GeoPackage, GeoJSON or what the extension says.</source>
      <translation>Die Veränderungen als Polygone; GeoPackage, GeoJSON oder was die Dateiendung sagt.</translation>
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
      <source>Layer '{name}' is read by QGIS: {why}.</source>
      <translation>Layer „{name}“ wird von QGIS gelesen: {why}.</translation>
    </message>
    <message>
      <source>the runtime cannot read the format '{name}'</source>
      <translation>die Laufzeitumgebung kann das Format „{name}“ nicht lesen</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
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
      <source>'{layer}' has no polygons: nothing is left out.</source>
      <translation>„{layer}“ hat keine Polygone: Nichts wird ausgelassen.</translation>
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
      <source>Finds what changed between two raster dates by arithmetic, for any sensor and resolution.</source>
      <translation>Findet durch Rechnen, was sich zwischen zwei Rasterzeitpunkten verändert hat, für jeden Sensor und jede Auflösung.</translation>
    </message>
    <message>
      <source>Finds what changed between two images of the same place by arithmetic alone: for any sensor, resolution and number of bands, where no network fits.
Every method measures how much each pixel changed (magnitude); from a threshold on it is called changed. The images may differ in CRS, resolution, extent and bit depth: they are brought onto one grid on the fly.
Optical images: IR-MAD is not disturbed by another light or sensor calibration; change vectors tell how far and which way; an index such as NDVI looks at one thing. Radar: log-ratio of intensities, difference of decibels. PCA and k-means suit images with noise, since they look at neighbourhoods.
Difference: the magnitude, and what belongs to it. Change mask: 0 is no change, 1 change, 255 no data. Change polygons: area and perimeter on the ellipsoid, mean and highest magnitude.
These methods find change of any kind, seasons and light included: look at the results before you count on them.</source>
      <translation>Findet allein durch Rechnen, was sich zwischen zwei Bildern desselben Ortes verändert hat: für jeden Sensor, jede Auflösung und jede Zahl von Kanälen, wo kein Netz passt.
Jedes Verfahren misst, wie sehr sich jedes Pixel verändert hat (Betrag); ab einem Schwellenwert gilt es als verändert. Die Bilder dürfen sich in KBS, Auflösung, Ausdehnung und Bittiefe unterscheiden: Sie werden nebenbei auf ein Gitter gebracht.
Optische Bilder: IR-MAD stört es nicht, wenn Licht oder Kalibrierung des Sensors andere sind; Veränderungsvektoren sagen, wie weit und wohin; ein Index wie NDVI betrachtet eine einzelne Sache. Radar: logarithmiertes Verhältnis von Intensitäten, Differenz von Dezibel. Hauptkomponenten und k-Means eignen sich für Bilder mit Rauschen, da sie Nachbarschaften betrachten.
Differenz: der Betrag, und was dazugehört. Veränderungsmaske: 0 ist keine Veränderung, 1 Veränderung, 255 keine Daten. Veränderungspolygone: Fläche und Umfang auf dem Ellipsoid, mittlerer und höchster Betrag.
Diese Verfahren finden Veränderung jeder Art, auch durch Jahreszeit und Licht: Sehen Sie sich die Ergebnisse an, bevor Sie darauf bauen.</translation>
    </message>
    <message>
      <source>Threshold (of fixed and percentile)</source>
      <translation>Schwellenwert (bei fest und Perzentil)</translation>
    </message>
    <message>
      <source>Fixed: the magnitude (first band of the difference) from which on a pixel is changed. Percentile: the percentage of the pixels that did not change; empty is 95. Not used otherwise.</source>
      <translation>Fest: der Betrag (erster Kanal der Differenz), ab dem ein Pixel als verändert gilt. Perzentil: der Prozentsatz der unveränderten Pixel; leer ist 95. Sonst nicht benutzt.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Changes smaller than this many square metres on the ground are dropped, and holes in changes filled. 0: none.</source>
      <translation>Veränderungen, die am Boden kleiner als so viele Quadratmeter sind, fallen weg, und Löcher in Veränderungen werden gefüllt. 0: keine.</translation>
    </message>
    <message>
      <source>Difference</source>
      <translation>Differenz</translation>
    </message>
    <message>
      <source>GeoTIFF, 32-bit floats: the magnitude in band 1. Change vectors: direction in degrees in band 2. Index: signed difference in band 2. IR-MAD: chi-square, no-change probability, then the MAD variates. The bands are named.</source>
      <translation>GeoTIFF, 32-Bit-Gleitkommazahlen: der Betrag in Kanal 1. Veränderungsvektoren: Richtung in Grad in Kanal 2. Index: Differenz mit Vorzeichen in Kanal 2. IR-MAD: Chi-Quadrat, Wahrscheinlichkeit keiner Veränderung, dann die MAD-Variablen. Die Kanäle haben Namen.</translation>
    </message>
    <message>
      <source>Change mask</source>
      <translation>Veränderungsmaske</translation>
    </message>
    <message>
      <source>GeoTIFF, 8 bits: 0 no change, 1 change, 255 no data.</source>
      <translation>GeoTIFF, 8 Bit: 0 keine Veränderung, 1 Veränderung, 255 keine Daten.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>The changes as polygons; GeoPackage, GeoJSON or what the extension says.</source>
      <translation>Die Veränderungen als Polygone; GeoPackage, GeoJSON oder was die Endung sagt.</translation>
    </message>
    <message>
      <source>Ratio</source>
      <translation>Verhältnis</translation>
    </message>
    <message>
      <source>Log-ratio (radar)</source>
      <translation>Logarithmiertes Verhältnis (Radar)</translation>
    </message>
    <message>
      <source>Difference of a band index</source>
      <translation>Differenz eines Kanalindex</translation>
    </message>
    <message>
      <source>Change vector analysis (CVA)</source>
      <translation>Veränderungsvektoren (CVA)</translation>
    </message>
    <message>
      <source>IR-MAD</source>
      <translation>IR-MAD</translation>
    </message>
    <message>
      <source>PCA and k-means</source>
      <translation>Hauptkomponenten und k-Means</translation>
    </message>
    <message>
      <source>PCA and k-means of the log-ratio (radar)</source>
      <translation>Hauptkomponenten und k-Means des logarithmierten Verhältnisses (Radar)</translation>
    </message>
    <message>
      <source>How change is measured. 0 difference: mean of the bands' absolute differences. 1 ratio: 1 - smaller / larger. 2 log-ratio: for radar intensities. 3 difference of a band index, such as NDVI. 4 change vectors: length and direction. 5 IR-MAD (Nielsen 2007): chi-square, no-change probability and the MAD variates. 6 PCA and k-means (Celik 2009) of the change vectors' lengths, 7 the same of the log-ratio: they decide by clusters, without a threshold.</source>
      <translation>Wie Veränderung gemessen wird. 0 Differenz: Mittel der absoluten Differenzen der Kanäle. 1 Verhältnis: 1 - kleinerer / größerer. 2 logarithmiertes Verhältnis: für Radarintensitäten. 3 Differenz eines Kanalindex, etwa NDVI. 4 Veränderungsvektoren: Länge und Richtung. 5 IR-MAD (Nielsen 2007): Chi-Quadrat, Wahrscheinlichkeit keiner Veränderung und die MAD-Variablen. 6 Hauptkomponenten und k-Means (Celik 2009) der Längen der Veränderungsvektoren, 7 dasselbe des logarithmierten Verhältnisses: Sie entscheiden nach Clustern, ohne Schwellenwert.</translation>
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
      <source>Left empty, the model is used. A classical method needs none and suits any sensor.</source>
      <translation>Leer: Das Modell wird verwendet. Ein klassisches Verfahren braucht keines und eignet sich für jeden Sensor.</translation>
    </message>
    <message>
      <source>Band index (only of its difference)</source>
      <translation>Kanalindex (nur für dessen Differenz)</translation>
    </message>
    <message>
      <source>Of the difference of a band index: NDVI, NDWI, MNDWI, NDMI, NDBI, NBR, NDSI, or any two bands a,b for (a - b) / (a + b), by number among the bands that are compared or by name, such as 4,3 or nir,red.</source>
      <translation>Für die Differenz eines Kanalindex: NDVI, NDWI, MNDWI, NDMI, NDBI, NBR, NDSI oder zwei Kanäle a,b für (a - b) / (a + b), als Nummer unter den verglichenen Kanälen oder als Name, etwa 4,3 oder nir,red.</translation>
    </message>
    <message>
      <source>Normalise the radiometry first</source>
      <translation>Zuerst die Radiometrie angleichen</translation>
    </message>
    <message>
      <source>Bring the later date to the light and calibration of the earlier one, by the pixels that did not change (Canty and Nielsen 2008). IR-MAD does not need it.</source>
      <translation>Bringt den späteren Zeitpunkt auf Licht und Kalibrierung des früheren, anhand der Pixel, die sich nicht verändert haben (Canty und Nielsen 2008). IR-MAD braucht das nicht.</translation>
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
      <source>Threshold by</source>
      <translation>Schwellenwert nach</translation>
    </message>
    <message>
      <source>How the magnitude is found from which on a pixel is changed. Otsu parts two classes as far as can be; Kittler-Illingworth and the mixture also find small shares of change. PCA and k-means needs none.</source>
      <translation>Wie der Betrag gefunden wird, ab dem ein Pixel verändert ist. Otsu trennt zwei Klassen so weit wie möglich; Kittler-Illingworth und die Mischung finden auch kleine Anteile von Veränderung. Hauptkomponenten und k-Means brauchen keinen.</translation>
    </message>
  </context>
  <context>
    <name>DetectPanel</name>
    <message>
      <source>Drag a rectangle on the map; Esc gives up.</source>
      <translation>Ziehen Sie auf der Karte ein Rechteck auf; Esc bricht ab.</translation>
    </message>
    <message>
      <source>Click the corners; right-click ends, Esc gives up.</source>
      <translation>Klicken Sie die Ecken an; Rechtsklick schließt ab, Esc bricht ab.</translation>
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
      <source>Pixel size to work at, in units of the later layer's CRS. Empty: the coarser of the two, fitted to the model.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Einheiten des KBS des späteren Layers. Leer: die gröbere der beiden, an das Modell angepasst.</translation>
    </message>
    <message>
      <source>Band numbers in the order of the model's bands, such as 3,2,1.</source>
      <translation>Bandnummern in der Reihenfolge der Bänder des Modells, etwa 3,2,1.</translation>
    </message>
    <message>
      <source>Polygons to leave out, such as clouds: they hold no data in the results.</source>
      <translation>Polygone, die ausgelassen werden, etwa Wolken: Dort sind die Ergebnisse ohne Daten.</translation>
    </message>
    <message>
      <source>Assumed for a layer that has no coordinate reference system of its own.</source>
      <translation>Wird für einen Layer ohne eigenes Koordinatenbezugssystem angenommen.</translation>
    </message>
    <message>
      <source>Average over mirrored images</source>
      <translation>Über gespiegelte Bilder mitteln</translation>
    </message>
    <message>
      <source>About four times as slow, a little better.</source>
      <translation>Etwa viermal so langsam, ein wenig besser.</translation>
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
      <source>Alignment: not measured. {reason}</source>
      <translation>Ausrichtung: nicht gemessen. {reason}</translation>
    </message>
    <message>
      <source>Alignment: not known, the images are too unlike to measure it. Compare them by eye.</source>
      <translation>Ausrichtung: nicht bekannt, die Bilder sind zu unähnlich, um sie zu messen. Vergleichen Sie sie mit dem Auge.</translation>
    </message>
    <message>
      <source>Alignment: the dates lie {length:.3g} m ({pixels:.1f} pixels) apart. Align them first with the tool Co-register.</source>
      <translation>Ausrichtung: Die Zeitpunkte liegen {length:.3g} m ({pixels:.1f} Pixel) auseinander. Richten Sie sie zuerst mit dem Werkzeug „Koregistrieren“ aus.</translation>
    </message>
    <message>
      <source>Alignment: good, the dates lie {length:.2g} m ({pixels:.1f} pixels) apart.</source>
      <translation>Ausrichtung: gut, die Zeitpunkte liegen {length:.2g} m ({pixels:.1f} Pixel) auseinander.</translation>
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
      <source>Where to look for change. Ground outside is neither read nor predicted.</source>
      <translation>Wo nach Veränderung gesucht wird. Was außerhalb liegt, wird weder gelesen noch vorhergesagt.</translation>
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
      <source>Draw a rectangle: drag it on the map. Esc gives up.</source>
      <translation>Rechteck zeichnen: auf der Karte aufziehen. Esc bricht ab.</translation>
    </message>
    <message>
      <source>Draw a polygon: click its corners; the right button or Enter ends it. Backspace takes a corner back, Esc gives up.</source>
      <translation>Polygon zeichnen: die Ecken anklicken; die rechte Maustaste oder die Eingabetaste schließt ab. Die Rücktaste nimmt eine Ecke zurück, Esc bricht ab.</translation>
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
      <source>First choose the area</source>
      <translation>Wählen Sie zuerst das Gebiet</translation>
    </message>
    <message>
      <source>First choose what to compare</source>
      <translation>Wählen Sie zuerst, was verglichen werden soll</translation>
    </message>
    <message>
      <source>The project has no raster yet. Add two rasters or web layers of the same place.</source>
      <translation>Das Projekt hat noch kein Raster. Fügen Sie zwei Raster oder Weblayer desselben Ortes hinzu.</translation>
    </message>
    <message>
      <source>Add two images first</source>
      <translation>Fügen Sie zuerst zwei Bilder hinzu</translation>
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
      <source>Align the dates…</source>
      <translation>Zeitpunkte ausrichten…</translation>
    </message>
    <message>
      <source>Open the tool Co-register for these layers</source>
      <translation>Das Werkzeug „Koregistrieren“ für diese Layer öffnen</translation>
    </message>
    <message>
      <source>Alignment: being measured…</source>
      <translation>Ausrichtung: wird gemessen…</translation>
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
      <source>Measure how far the dates lie apart; takes some seconds</source>
      <translation>Messen, wie weit die Zeitpunkte auseinanderliegen; dauert einige Sekunden</translation>
    </message>
    <message>
      <source>Install runtime…</source>
      <translation>Laufzeitumgebung installieren…</translation>
    </message>
    <message>
      <source>Download the packages that run networks, into an environment of their own</source>
      <translation>Die Pakete, mit denen Netze laufen, in eine eigene Umgebung herunterladen</translation>
    </message>
    <message>
      <source>The model suits these layers</source>
      <translation>Das Modell passt zu diesen Layern</translation>
    </message>
    <message>
      <source>The model can be used, with care</source>
      <translation>Das Modell lässt sich verwenden, mit Vorsicht</translation>
    </message>
    <message>
      <source>This cannot be detected yet</source>
      <translation>Hier lässt sich noch nichts finden</translation>
    </message>
    <message>
      <source>Looking at the layers…</source>
      <translation>Die Layer werden angesehen…</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Wird gestartet…</translation>
    </message>
    <message>
      <source>A run is on: wait for it, or stop it</source>
      <translation>Ein Lauf ist im Gange: Warten Sie, bis er fertig ist, oder brechen Sie ihn ab</translation>
    </message>
    <message>
      <source>The run is done, but its results cannot be opened in QGIS.</source>
      <translation>Der Lauf ist fertig, aber seine Ergebnisse lassen sich in QGIS nicht öffnen.</translation>
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
      <source>No change found. Move the threshold to the left to see what is less certain.</source>
      <translation>Keine Veränderung gefunden. Schieben Sie den Schwellenwert nach links, um weniger Sicheres zu sehen.</translation>
    </message>
    <message>
      <source>Groundshift</source>
      <translation>Groundshift</translation>
    </message>
    <message>
      <source>Applying…</source>
      <translation>Wird angewendet…</translation>
    </message>
    <message>
      <source>The run ended without a result.</source>
      <translation>Der Lauf endete ohne Ergebnis.</translation>
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
      <source>Finds {classes}</source>
      <translation>Findet {classes}</translation>
    </message>
    <message>
      <source>{minimum:g} to {maximum:g} m a pixel, best {best:g}</source>
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
      <source>Close this message</source>
      <translation>Diese Meldung schließen</translation>
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
      <source>When the image was taken: read from the layer's properties, its metadata or its name. Change it if it is wrong.</source>
      <translation>Wann das Bild aufgenommen wurde: aus den Eigenschaften, den Metadaten oder dem Namen des Layers gelesen. Ändern Sie es, wenn es falsch ist.</translation>
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
      <source>There is nothing to swap: choose two layers first</source>
      <translation>Es gibt nichts zu vertauschen: Wählen Sie zuerst zwei Layer</translation>
    </message>
    <message>
      <source>Preview: waits until the run is done.</source>
      <translation>Vorschau: wartet, bis der Lauf fertig ist.</translation>
    </message>
    <message>
      <source>Preview: choose two layers and a model that suit each other first.</source>
      <translation>Vorschau: Wählen Sie zuerst zwei Layer und ein Modell, die zueinander passen.</translation>
    </message>
    <message>
      <source>Preview: detecting…</source>
      <translation>Vorschau: Veränderung wird gesucht…</translation>
    </message>
    <message>
      <source>Preview: nothing of the area is in view. Move the map to where both layers are.</source>
      <translation>Vorschau: Vom Gebiet ist nichts zu sehen. Verschieben Sie die Karte dorthin, wo beide Layer liegen.</translation>
    </message>
    <message>
      <source>Preview: only the middle of the view (dashed). Zoom in to see all of it.</source>
      <translation>Vorschau: nur die Mitte der Ansicht (gestrichelt). Zoomen Sie hinein, um alles zu sehen.</translation>
    </message>
    <message>
      <source>Preview: {pixels} pixels in {seconds:.1f} s.</source>
      <translation>Vorschau: {pixels} Pixel in {seconds:.1f} s.</translation>
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
      <source>Find the changes in the area and add them to the project</source>
      <translation>Die Veränderungen im Gebiet finden und dem Projekt hinzufügen</translation>
    </message>
    <message>
      <source>Show the changes in the map view at once, and again whenever the map moves</source>
      <translation>Die Veränderungen in der Kartenansicht sofort zeigen, und jedes Mal neu, wenn sich die Karte bewegt</translation>
    </message>
    <message>
      <source>Stop; nothing is left behind</source>
      <translation>Abbrechen; nichts bleibt zurück</translation>
    </message>
    <message>
      <source>{stage}: {time} left</source>
      <translation>{stage}: noch {time}</translation>
    </message>
    <message>
      <source>It is being stopped</source>
      <translation>Es wird gerade angehalten</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Wird angehalten…</translation>
    </message>
    <message>
      <source>Both dates are the same image: no change can be found.</source>
      <translation>Beide Zeitpunkte sind dasselbe Bild: Es lässt sich keine Veränderung finden.</translation>
    </message>
    <message>
      <source>The layer before is the later one ({before}, {after}): swap the two.</source>
      <translation>Der Layer „Vorher“ ist der spätere ({before}, {after}): Vertauschen Sie die beiden.</translation>
    </message>
    <message>
      <source>Resolution: {chosen:.3g} m is outside the {minimum:g} to {maximum:g} m that the model is made for.</source>
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
      <source>Resolution: {chosen:.3g} m, which the model is made for.</source>
      <translation>Auflösung: {chosen:.3g} m, dafür ist das Modell gemacht.</translation>
    </message>
    <message>
      <source>Bands: '{layer}' is read through QGIS; whether it has {names} is found out when it is read.</source>
      <translation>Bänder: „{layer}“ wird über QGIS gelesen; ob er {names} hat, zeigt sich beim Lesen.</translation>
    </message>
    <message>
      <source>Bands: {names} found on both dates.</source>
      <translation>Bänder: {names} zu beiden Zeitpunkten gefunden.</translation>
    </message>
    <message>
      <source>Bit depth: '{layer}' is not 8-bit as the model wants it; it is stretched, which may cost accuracy.</source>
      <translation>Bittiefe: „{layer}“ hat nicht die 8 Bit, die das Modell will; die Werte werden gestreckt, was Genauigkeit kosten kann.</translation>
    </message>
    <message>
      <source>Bit depth: the dates differ; each is standardised by its own statistics, which the model is made for.</source>
      <translation>Bittiefe: Die Zeitpunkte unterscheiden sich; jeder wird nach seiner eigenen Statistik standardisiert, dafür ist das Modell gemacht.</translation>
    </message>
    <message>
      <source>Bit depth: fits.</source>
      <translation>Bittiefe: passt.</translation>
    </message>
    <message>
      <source>Overlap: both are maps of the whole world; the area says where.</source>
      <translation>Überlappung: Beide sind Karten der ganzen Welt; das Gebiet sagt, wo.</translation>
    </message>
    <message>
      <source>Overlap: complete; one date is a map of the whole world.</source>
      <translation>Überlappung: vollständig; ein Zeitpunkt ist eine Karte der ganzen Welt.</translation>
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
      <source>Show all that was checked</source>
      <translation>Alles zeigen, was geprüft wurde</translation>
    </message>
    <message>
      <source>Good</source>
      <translation>Gut</translation>
    </message>
    <message>
      <source>With care</source>
      <translation>Mit Vorsicht</translation>
    </message>
    <message>
      <source>Not possible</source>
      <translation>Nicht möglich</translation>
    </message>
    <message>
      <source>Not known</source>
      <translation>Nicht bekannt</translation>
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
    <message>
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>What counts as change</source>
      <translation>Was als Veränderung gilt</translation>
    </message>
    <message>
      <source>From this probability on, ground is changed. Lower finds more and errs more.</source>
      <translation>Ab dieser Wahrscheinlichkeit gilt der Boden als verändert. Kleiner findet mehr und irrt mehr.</translation>
    </message>
    <message>
      <source> m²</source>
      <translation> m²</translation>
    </message>
    <message>
      <source>Changes smaller than this are dropped. 0: none is.</source>
      <translation>Kleinere Veränderungen entfallen. 0: keine.</translation>
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
      <source>Make mask and polygons anew with these values, without predicting again</source>
      <translation>Maske und Polygone mit diesen Werten neu erstellen, ohne erneut vorherzusagen</translation>
    </message>
    <message>
      <source>Back to the values of the result, or of the model</source>
      <translation>Zurück zu den Werten des Ergebnisses oder des Modells</translation>
    </message>
    <message>
      <source>Walk through the polygons and accept or reject them</source>
      <translation>Die Polygone durchgehen und annehmen oder verwerfen</translation>
    </message>
    <message>
      <source>See the two dates against one another on the map</source>
      <translation>Die beiden Zeitpunkte auf der Karte gegeneinander ansehen</translation>
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
      <source>Run a detection, then move the sliders: the map and the numbers follow at once.</source>
      <translation>Starten Sie eine Erkennung, und verschieben Sie dann die Regler: Karte und Zahlen folgen sofort.</translation>
    </message>
    <message>
      <source>There is no result yet: run a detection first</source>
      <translation>Es gibt noch kein Ergebnis: Starten Sie zuerst eine Erkennung</translation>
    </message>
    <message>
      <source>These are the model's own values already</source>
      <translation>Das sind schon die Werte des Modells</translation>
    </message>
    <message>
      <source>The probability of the last result is gone: run the detection again to move its threshold.</source>
      <translation>Die Wahrscheinlichkeit des letzten Ergebnisses ist nicht mehr da: Starten Sie die Erkennung erneut, um den Schwellenwert zu verschieben.</translation>
    </message>
    <message>
      <source>The result has these values already: move a slider first</source>
      <translation>Das Ergebnis hat diese Werte schon: Verschieben Sie zuerst einen Regler</translation>
    </message>
    <message>
      <source>It is being applied</source>
      <translation>Es wird gerade angewendet</translation>
    </message>
    <message>
      <source>The polygons are no longer in the project</source>
      <translation>Die Polygone sind nicht mehr im Projekt</translation>
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
      <source>The area of a class in a map is not its true area, because maps err. From a stratified random sample of the map ('Sample points') whose true classes were interpreted, this estimates the true area of each class with its 95 % confidence interval, and the user's and producer's accuracies with theirs, after Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57).
The map must be the one that the sample was drawn from. Each class of it needs two interpreted points at least. Areas are on the ellipsoid.</source>
      <translation>Die Fläche einer Klasse in einer Karte ist nicht ihre wahre Fläche, weil Karten irren. Aus einer geschichteten Zufallsstichprobe der Karte ('Stichprobe ziehen'), deren wahre Klassen interpretiert wurden, schätzt dieses Werkzeug die wahre Fläche jeder Klasse mit ihrem 95-%-Vertrauensbereich, und Nutzer- und Produzentengenauigkeit mit den ihren, nach Olofsson et al. 2014 (Remote Sensing of Environment 148, 42-57).
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
      <source>Field with the true class</source>
      <translation>Feld mit der wahren Klasse</translation>
    </message>
    <message>
      <source>Holds what each point truly is: the number of a class, or its name. Points where it is empty are left out. Empty: the field 'reference'.</source>
      <translation>Sagt, was jeder Punkt wirklich ist: die Zahl einer Klasse, oder ihr Name. Punkte, bei denen es leer ist, bleiben weg. Leer: das Feld 'reference'.</translation>
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
      <source>One HTML file with areas, accuracies and error matrices.</source>
      <translation>Eine HTML-Datei mit Flächen, Genauigkeiten und Fehlermatrizen.</translation>
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
      <source>A row for each class: mapped and estimated hectares, intervals, accuracies.</source>
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
      <source>Measures how good a model is on labelled imagery, and how robust.</source>
      <translation>Misst an gelabelten Bildern, wie gut ein Modell ist und wie robust.</translation>
    </message>
    <message>
      <source>Measures a model on imagery with labels that it was not trained on: folders of chips, or two dates with polygons of what changed. Everything is predicted as 'Detect change' does it, so the figures are those that you would get.
The report holds precision, recall, F1, IoU and average precision at the model's threshold and the threshold that would be best, each class where the labels tell classes, how far the probability can be trusted (calibration), and the chips on which the model is best and worst.
Robustness shows how F1 falls when the dates are displaced, one of them is brighter or softer, the pixels are larger or smaller (with the plugin's handling of the resolution, and without), and when the dates are exchanged. Each curve takes a few predictions for every chip that it is measured on.
Chips that cannot be used are left out, and the report says why.</source>
      <translation>Misst ein Modell an Bildern mit Labels, mit denen es nicht trainiert wurde: an Ordnern mit Chips oder an zwei Zeitpunkten mit Polygonen der Veränderungen. Alles wird so vorhergesagt, wie „Veränderung finden“ es tut; die Zahlen sind also die, die Sie bekämen.
Der Bericht enthält Precision, Recall, F1, IoU und mittlere Precision beim Schwellenwert des Modells und beim besten Schwellenwert, jede Klasse, wo die Labels Klassen nennen, wie weit der Wahrscheinlichkeit zu trauen ist (Kalibrierung), und die Chips, auf denen das Modell am besten und am schlechtesten ist.
Robustheit zeigt, wie F1 sinkt, wenn die Zeitpunkte verschoben sind, einer heller oder unschärfer ist, die Pixel größer oder kleiner sind (mit der Anpassung der Auflösung durch die Erweiterung, und ohne) und wenn die Zeitpunkte vertauscht sind. Jede Kurve braucht einige Vorhersagen für jeden Chip, an dem sie gemessen wird.
Unbrauchbare Chips werden ausgelassen, und der Bericht nennt den Grund.</translation>
    </message>
    <message>
      <source>The model to measure: the id of a bundled or imported model, or the path of an ONNX file.</source>
      <translation>Das zu messende Modell: die Kennung eines mitgelieferten oder importierten Modells oder der Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Polygons of all that changed between the two dates, in any CRS.</source>
      <translation>Polygone von allem, was sich zwischen den beiden Zeitpunkten verändert hat, in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Dates displaced (0-12 pixels)</source>
      <translation>Zeitpunkte verschoben (0-12 Pixel)</translation>
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
      <source>Dates exchanged</source>
      <translation>Zeitpunkte vertauscht</translation>
    </message>
    <message>
      <source>Robustness against</source>
      <translation>Robustheit gegen</translation>
    </message>
    <message>
      <source>What robustness is measured against. Empty: nothing, which is quickest.</source>
      <translation>Wogegen die Robustheit gemessen wird. Leer: gegen nichts, das geht am schnellsten.</translation>
    </message>
    <message>
      <source>Chips for robustness</source>
      <translation>Chips für die Robustheit</translation>
    </message>
    <message>
      <source>How many chips, or tiles of the pair, each curve is measured on; 0 takes all.</source>
      <translation>An wie vielen Chips, oder Kacheln des Paares, jede Kurve gemessen wird; 0 nimmt alle.</translation>
    </message>
    <message>
      <source>Probability from which on a pixel is called changed, to four decimals. Empty: the model's own.</source>
      <translation>Wahrscheinlichkeit, ab der ein Pixel als verändert gilt, auf vier Nachkommastellen. Leer: der Wert des Modells.</translation>
    </message>
    <message>
      <source>As in 'Detect change': four times the time, a little more accuracy.</source>
      <translation>Wie in „Veränderung finden“: die vierfache Zeit, ein wenig genauer.</translation>
    </message>
    <message>
      <source>One HTML file with figures, curves and pictures.</source>
      <translation>Eine HTML-Datei mit Zahlen, Kurven und Bildern.</translation>
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
      <source>The curves of the report as one picture that stays sharp at any size.</source>
      <translation>Die Kurven des Berichts als ein Bild, das in jeder Größe scharf bleibt.</translation>
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
      <source>Threshold that was used</source>
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
      <source>Number of chips left out</source>
      <translation>Anzahl der ausgelassenen Chips</translation>
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
      <source>Cuts two dates and the polygons of what changed into small images to train with.</source>
      <translation>Schneidet zwei Zeitpunkte und die Polygone der Veränderungen in kleine Bilder zum Trainieren.</translation>
    </message>
    <message>
      <source>Cuts two images of the same place, and polygons of what changed between them, into chips: small images of both dates with their labels, for 'Train model' or for other software. The dates are brought onto one grid first.
Give the area within which you have digitised every change: ground outside it is unknown, not unchanged. Without an area, the tiles that labels touch are taken for complete.
Layouts: Groundshift (before, after, labels; 254 is unlabelled ground, 255 no imagery), LEVIR-CD (A, B, label), Esri (images_before, images_after, labels). A manifest (groundshift-chips.json) tells bands, classes, resolution, the statistics of the images and the place of each chip: with it, training on the chips sees the same pixels as training on the layers.</source>
      <translation>Schneidet zwei Bilder desselben Ortes und Polygone dessen, was sich dazwischen verändert hat, in Chips: kleine Bilder beider Zeitpunkte mit ihren Labels, für „Modell trainieren“ oder andere Programme. Die Zeitpunkte werden zuerst auf ein Gitter gebracht.
Geben Sie das Gebiet an, in dem Sie jede Veränderung digitalisiert haben: Was außerhalb liegt, ist unbekannt, nicht unverändert. Ohne Gebiet gelten die Kacheln als vollständig, die Labels berühren.
Anordnungen: Groundshift (before, after, labels; 254 ist ungelabelter Boden, 255 ohne Bild), LEVIR-CD (A, B, label), Esri (images_before, images_after, labels). Ein Manifest (groundshift-chips.json) nennt Bänder, Klassen, Auflösung, die Statistik der Bilder und den Ort jedes Chips: Damit sieht das Training mit den Chips dieselben Pixel wie das Training mit den Layern.</translation>
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
      <source>From one chip to the next. Less than the size: chips overlap. Empty: the size.</source>
      <translation>Von einem Chip zum nächsten. Kleiner als die Größe: Chips überlappen sich. Leer: die Größe.</translation>
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
      <source>How the folders are called, and how labels are written.</source>
      <translation>Wie die Ordner heißen und wie Labels geschrieben werden.</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <source>GeoTIFF holds any bands and georeference; PNG 8 or 16 bits, up to four bands; JPEG 8 bits, one or three bands, not exactly. Labels are never JPEG.</source>
      <translation>GeoTIFF fasst beliebige Bänder und Georeferenz; PNG 8 oder 16 Bit, bis zu vier Bänder; JPEG 8 Bit, ein oder drei Bänder, nicht verlustfrei. Labels sind nie JPEG.</translation>
    </message>
    <message>
      <source>Only chips with change</source>
      <translation>Nur Chips mit Veränderung</translation>
    </message>
    <message>
      <source>Leave out chips without change, but for the share below.</source>
      <translation>Chips ohne Veränderung auslassen, bis auf den Anteil unten.</translation>
    </message>
    <message>
      <source>Share of chips without change</source>
      <translation>Anteil der Chips ohne Veränderung</translation>
    </message>
    <message>
      <source>Of all chips written, 0 to 1; they are chosen by chance.</source>
      <translation>An allen geschriebenen Chips, 0 bis 1; sie werden zufällig gewählt.</translation>
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
      <source>Further copies of each chip. Training here turns chips by itself.</source>
      <translation>Weitere Kopien jedes Chips. Das Training hier dreht Chips von selbst.</translation>
    </message>
    <message>
      <source>Mask</source>
      <translation>Maske</translation>
    </message>
    <message>
      <source>Polygons that chips must lie inside of, or touch.</source>
      <translation>Polygone, in denen Chips liegen oder die sie berühren müssen.</translation>
    </message>
    <message>
      <source>Chips that touch the mask are enough</source>
      <translation>Chips müssen die Maske nur berühren</translation>
    </message>
    <message>
      <source>Otherwise chips must lie wholly inside the mask.</source>
      <translation>Sonst müssen Chips ganz in der Maske liegen.</translation>
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
      <source>Finds out with which learning rate a network learns best from your labels.</source>
      <translation>Findet heraus, mit welcher Lernrate ein Netz am besten aus Ihren Labels lernt.</translation>
    </message>
    <message>
      <source>Tries learning rates from very low to very high on the data of a training, a step each, and suggests the one at which the loss falls most steeply (Smith 2017). The network of these steps is thrown away.
You do not need this to train: 'Train model' has a rate of its own that suits most data. It helps with an architecture, with bands or with labels that are out of the ordinary.
The report shows the curve. Give the suggested rate to 'Train model'.
Training needs the component 'training' of the runtime: run 'Install runtime' once.</source>
      <translation>Probiert an den Daten eines Trainings Lernraten von sehr klein bis sehr groß, je einen Schritt, und schlägt die vor, bei der der Verlust am steilsten fällt (Smith 2017). Das Netz dieser Schritte wird verworfen.
Zum Trainieren ist das nicht nötig: „Modell trainieren“ hat eine eigene Rate, die für die meisten Daten passt. Es hilft bei ungewöhnlichen Architekturen, Bändern oder Labels.
Der Bericht zeigt die Kurve. Geben Sie die vorgeschlagene Rate in „Modell trainieren“ an.
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
      <source>How many rates are tried, at most: it ends where the loss explodes.</source>
      <translation>Wie viele Raten höchstens probiert werden: Es endet, wo der Verlust explodiert.</translation>
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
      <source>The rates rise from the lowest to the highest by the same factor each.</source>
      <translation>Die Raten steigen von der kleinsten zur größten, je um denselben Faktor.</translation>
    </message>
  </context>
  <context>
    <name>Help</name>
    <message>
      <source>Help on this</source>
      <translation>Hilfe hierzu</translation>
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
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>Vorwärts</translation>
    </message>
    <message>
      <source>Contents</source>
      <translation>Inhalt</translation>
    </message>
  </context>
  <context>
    <name>History</name>
    <message>
      <source>The run cannot be repeated, because its layers are gone: {layers}.</source>
      <translation>Der Lauf lässt sich nicht wiederholen, weil seine Layer fehlen: {layers}.</translation>
    </message>
    <message>
      <source>'{layer}' is a layer of the project only, such as a web map: nothing outside QGIS can open it. Run it again here, or save the layer as a file.</source>
      <translation>„{layer}“ ist nur ein Layer des Projekts, etwa eine Webkarte: Außerhalb von QGIS lässt er sich nicht öffnen. Führen Sie den Lauf hier erneut aus, oder speichern Sie den Layer als Datei.</translation>
    </message>
    <message>
      <source>The run used the selected features of '{layer}' only, which a command cannot. Save them as a layer of their own first.</source>
      <translation>Der Lauf verwendete nur die gewählten Objekte von „{layer}“, was ein Befehl nicht kann. Speichern Sie sie zuerst als eigenen Layer.</translation>
    </message>
    <message>
      <source>No runs yet. What you run in the tab &lt;b&gt;Detect&lt;/b&gt; or with Groundshift's tools in the Processing toolbox is listed here and saved with the project: run it again, run it with other layers, or copy it as a command.</source>
      <translation>Noch keine Läufe. Was Sie im Reiter &lt;b&gt;Finden&lt;/b&gt; oder mit den Werkzeugen von Groundshift in der Verarbeitungswerkzeugkiste ausführen, wird hier aufgelistet und mit dem Projekt gespeichert: Führen Sie es erneut oder mit anderen Layern aus, oder kopieren Sie es als Befehl.</translation>
    </message>
    <message>
      <source>Run a&amp;gain</source>
      <translation>Erne&amp;ut ausführen</translation>
    </message>
    <message>
      <source>Run it with the same layers and settings; earlier results stay, new files get a number</source>
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
      <source>Remove</source>
      <translation>En&amp;tfernen</translation>
    </message>
    <message>
      <source>Take the selected runs off the list; their results stay (Del)</source>
      <translation>Die gewählten Läufe von der Liste nehmen; ihre Ergebnisse bleiben (Entf)</translation>
    </message>
    <message>
      <source>Ca&amp;ncel</source>
      <translation>Abbre&amp;chen</translation>
    </message>
    <message>
      <source>Choose a run first</source>
      <translation>Wählen Sie zuerst einen Lauf</translation>
    </message>
    <message>
      <source>Choose one run only</source>
      <translation>Wählen Sie nur einen Lauf</translation>
    </message>
    <message>
      <source>Its layers are gone: {layers}</source>
      <translation>Seine Layer fehlen: {layers}</translation>
    </message>
    <message>
      <source>Another run is under way</source>
      <translation>Ein anderer Lauf ist im Gange</translation>
    </message>
    <message>
      <source>Fill in a form with these settings, to choose other layers there</source>
      <translation>Ein Formular mit diesen Einstellungen ausfüllen, um dort andere Layer zu wählen</translation>
    </message>
    <message>
      <source>Its results are gone from the disk</source>
      <translation>Seine Ergebnisse sind nicht mehr auf der Festplatte</translation>
    </message>
    <message>
      <source>Put the results of this run into the project again</source>
      <translation>Die Ergebnisse dieses Laufs wieder in das Projekt laden</translation>
    </message>
    <message>
      <source>Copy the run, to repeat it elsewhere</source>
      <translation>Den Lauf kopieren, um ihn anderswo zu wiederholen</translation>
    </message>
    <message>
      <source>That did not work.</source>
      <translation>Das hat nicht geklappt.</translation>
    </message>
    <message>
      <source>This version of Groundshift has no '{tool}'.</source>
      <translation>Diese Version von Groundshift hat kein Werkzeug „{tool}“.</translation>
    </message>
    <message>
      <source>Cancelled; nothing was left behind.</source>
      <translation>Abgebrochen; nichts blieb zurück.</translation>
    </message>
    <message>
      <source>Copied: paste it where you need it.</source>
      <translation>Kopiert: Fügen Sie es ein, wo Sie es brauchen.</translation>
    </message>
    <message>
      <source>Gone from the disk: {files}</source>
      <translation>Nicht mehr auf der Festplatte: {files}</translation>
    </message>
    <message>
      <source>{area} in {count} polygons</source>
      <translation>{area} in {count} Polygonen</translation>
    </message>
    <message>
      <source>Tool</source>
      <translation>Werkzeug</translation>
    </message>
    <message>
      <source>Begun</source>
      <translation>Begonnen</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>gone</source>
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
      <source>Makes an ONNX network a model that can be chosen by name.</source>
      <translation>Macht aus einem ONNX-Netz ein Modell, das sich mit Namen wählen lässt.</translation>
    </message>
    <message>
      <source>Makes an ONNX network of your own a model that the other tools can use by its name.
A model carries its specification: bands, resolution, normalisation, classes. Networks made for the Deepness plugin bring theirs along and need nothing else. For any other network give the specification, as a JSON file or as JSON text (see models/SPEC.md).
Unless you say where to write it, the model goes into your own models folder, where updates of the plugin leave it alone.</source>
      <translation>Macht aus einem eigenen ONNX-Netz ein Modell, das die anderen Werkzeuge unter seinem Namen verwenden.
Ein Modell trägt seine Spezifikation in sich: Bänder, Auflösung, Normierung, Klassen. Netze für die Erweiterung Deepness bringen die ihre mit und brauchen sonst nichts. Für jedes andere Netz die Spezifikation als JSON-Datei oder JSON-Text angeben (siehe models/SPEC.md).
Ohne andere Angabe kommt das Modell in den eigenen Modellordner, den Aktualisierungen der Erweiterung unberührt lassen.</translation>
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
      <source>The network. It is copied; the file itself is not changed.</source>
      <translation>Das Netz. Es wird kopiert; die Datei selbst bleibt unverändert.</translation>
    </message>
    <message>
      <source>Specification (JSON file or text)</source>
      <translation>Spezifikation (JSON-Datei oder -Text)</translation>
    </message>
    <message>
      <source>How the network is to be used, as a JSON file or as JSON text. Empty: the file's own, which Groundshift's and Deepness's models have.</source>
      <translation>Wie das Netz zu verwenden ist, als JSON-Datei oder JSON-Text. Leer: die der Datei selbst, wie Modelle von Groundshift und Deepness sie haben.</translation>
    </message>
    <message>
      <source>Model (left empty: into your own models folder)</source>
      <translation>Modell (leer: in den eigenen Modellordner)</translation>
    </message>
    <message>
      <source>Where to write the model. Empty or a temporary file: into your own models folder.</source>
      <translation>Wohin das Modell geschrieben wird. Leer oder temporäre Datei: in den eigenen Modellordner.</translation>
    </message>
    <message>
      <source>Id of the model</source>
      <translation>Kennung des Modells</translation>
    </message>
    <message>
      <source>Model '{id}' ({title}) is at {path}</source>
      <translation>Modell „{id}“ ({title}) liegt in {path}</translation>
    </message>
    <message>
      <source>Bands: {names}; made for {minimum:g} to {maximum:g} m a pixel.</source>
      <translation>Bänder: {names}; gemacht für {minimum:g} bis {maximum:g} m je Pixel.</translation>
    </message>
    <message>
      <source>It is in no folder that is searched for models: choose it by its path.</source>
      <translation>Es liegt in keinem Ordner, in dem nach Modellen gesucht wird: Über seinen Pfad wählen.</translation>
    </message>
    <message>
      <source>Another model has the id '{id}' already ({path}): choose this one by its path.</source>
      <translation>Ein anderes Modell hat schon die Kennung „{id}“ ({path}): Dieses über seinen Pfad wählen.</translation>
    </message>
  </context>
  <context>
    <name>InstallRuntime</name>
    <message>
      <source>Install runtime</source>
      <translation>Laufzeitumgebung installieren</translation>
    </message>
    <message>
      <source>Set-up</source>
      <translation>Einrichtung</translation>
    </message>
    <message>
      <source>install,runtime,repair,update,python,onnxruntime,torch,environment</source>
      <translation>installieren,Laufzeitumgebung,reparieren,aktualisieren,python,onnxruntime,torch,Umgebung</translation>
    </message>
    <message>
      <source>Installs or repairs what the networks need to run, apart from QGIS's own Python.</source>
      <translation>Installiert oder repariert, was die Netze zum Laufen brauchen, getrennt vom Python von QGIS.</translation>
    </message>
    <message>
      <source>Downloads the packages that run the networks into a Python environment of their own. QGIS's own Python is not changed. Once is enough: upgrades of the plugin and other profiles of QGIS use the same environment.
Run it again to repair the environment, to go on after an interruption, or to add a component.
Advanced settings, in Settings &gt; Options &gt; Advanced: groundshift/python names a Python of your own to use instead, groundshift/torch_index the address of a package index with builds of torch, as the PyTorch site gives it for your processor or CUDA version.</source>
      <translation>Lädt die Pakete, mit denen die Netze laufen, in eine eigene Python-Umgebung. Das Python von QGIS bleibt unverändert. Einmal genügt: Aktualisierungen der Erweiterung und andere Profile von QGIS verwenden dieselbe Umgebung.
Erneut ausführen, um die Umgebung zu reparieren, nach einer Unterbrechung fortzufahren oder eine Komponente hinzuzufügen.
Erweiterte Einstellungen unter Einstellungen &gt; Optionen &gt; Erweitert: groundshift/python nennt ein eigenes Python, das stattdessen verwendet wird, groundshift/torch_index die Adresse eines Paketverzeichnisses mit Ausgaben von torch, wie die PyTorch-Seite sie für Prozessor oder CUDA-Version angibt.</translation>
    </message>
    <message>
      <source>Components</source>
      <translation>Komponenten</translation>
    </message>
    <message>
      <source>inference: what running models needs (about 150 MB to download). training: what training your own models needs besides (200 MB to several GB, as torch is built for a CPU or a graphics card). What is installed already stays.</source>
      <translation>inference: was zum Ausführen von Modellen nötig ist (etwa 150 MB Download). training: was zum Trainieren eigener Modelle dazukommt (200 MB bis mehrere GB, je nachdem, ob torch für Prozessor oder Grafikkarte gebaut ist). Schon Installiertes bleibt.</translation>
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
      <source>Stopped. Run it again to go on where it stopped.</source>
      <translation>Angehalten. Erneut ausführen, um dort fortzufahren.</translation>
    </message>
    <message>
      <source>A job is running: its worker keeps the packages it has loaded.</source>
      <translation>Ein Auftrag läuft: Sein Arbeitsprozess behält die Pakete, die er geladen hat.</translation>
    </message>
    <message>
      <source>{versions}; {size} MB on disk</source>
      <translation>{versions}; {size} MB auf der Festplatte</translation>
    </message>
    <message>
      <source>The worker does not use it: {origin} names {python}.</source>
      <translation>Der Arbeitsprozess verwendet sie nicht: {origin} nennt {python}.</translation>
    </message>
    <message>
      <source>The worker runs on Python {python}; the networks on {providers}.</source>
      <translation>Der Arbeitsprozess läuft mit Python {python}; die Netze mit {providers}.</translation>
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
      <source>Layers '{first}' and '{second}' have the same date {date}.</source>
      <translation>Die Layer „{first}“ und „{second}“ haben denselben Zeitpunkt {date}.</translation>
    </message>
    <message>
      <source>Give each raster a date of its own, or leave one of them out.</source>
      <translation>Jedem Raster einen eigenen Zeitpunkt geben oder eines davon weglassen.</translation>
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
      <source>Changed area: {area:,.1f} m² in {count:,} polygons; {megapixels:,.2f} Mpx in {seconds:.1f} s ({speed:.2f} Mpx/s).</source>
      <translation>Verändert: {area:,.1f} m² in {count:,} Polygonen; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
    </message>
    <message>
      <source>Pair {number} of {count}: {before} to {after}.</source>
      <translation>Paar {number} von {count}: {before} bis {after}.</translation>
    </message>
    <message>
      <source>{before} to {after}: {area:,.1f} m² changed in {count:,} polygons.</source>
      <translation>{before} bis {after}: {area:,.1f} m² haben sich in {count:,} Polygonen verändert.</translation>
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
      <source>Changed area: {area:,.1f} m² ({area_in_unit:,.6g} {unit}) in {count:,} polygons; {megapixels:,.2f} Mpx in {seconds:.1f} s ({speed:.2f} Mpx/s).</source>
      <translation>Verändert: {area:,.1f} m² ({area_in_unit:,.6g} {unit}) in {count:,} Polygonen; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
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
      <source>Grid: {width} x {height} pixels of {gsd:.3g} m, {crs}.</source>
      <translation>Gitter: {width} x {height} Pixel zu {gsd:.3g} m, {crs}.</translation>
    </message>
    <message>
      <source>{parameter}: mean ± standard deviation of each band over the overlap: {values}.</source>
      <translation>{parameter}: Mittelwert und Abweichung der Bänder im Überlappungsbereich: {values}.</translation>
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
      <source>Choose another model.</source>
      <translation>Ein anderes Modell wählen.</translation>
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
      <source>The layer '{name}' returned values of shape {found}; expected {wanted}.</source>
      <translation>Die Schicht „{name}“ lieferte Werte der Form {found}, erwartet war {wanted}.</translation>
    </message>
    <message>
      <source>Choose another layer: the output of this one does not scale with the image.</source>
      <translation>Eine andere Schicht wählen: Diese folgt nicht der Größe des Bildes.</translation>
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
      <source>Free disk space, or write the outputs to another disk.</source>
      <translation>Platz schaffen oder die Ausgaben auf eine andere Festplatte schreiben.</translation>
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
      <source>Check the connection and the proxy in QGIS's settings or in HTTPS_PROXY, then run 'Install runtime' again: it resumes where it stopped.</source>
      <translation>Die Internetverbindung und den Proxy in den Einstellungen von QGIS oder in HTTPS_PROXY prüfen, dann „Laufzeitumgebung installieren“ erneut ausführen: Es fährt dort fort, wo es anhielt.</translation>
    </message>
    <message>
      <source>The package index's certificate is not trusted: {reason}</source>
      <translation>Dem Zertifikat des Paketverzeichnisses wird nicht vertraut: {reason}</translation>
    </message>
    <message>
      <source>If a proxy inspects encrypted traffic, set PIP_CERT to the file with your organisation's certificates.</source>
      <translation>Wo ein Proxy verschlüsselte Verbindungen mitliest, PIP_CERT auf die Datei mit den Zertifikaten der Organisation setzen.</translation>
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
      <source>Free disk space and run 'Install runtime' again.</source>
      <translation>Platz schaffen und „Laufzeitumgebung installieren“ erneut ausführen.</translation>
    </message>
    <message>
      <source>The disk became full while the runtime was installed into '{folder}'.</source>
      <translation>Die Festplatte wurde voll, während die Laufzeitumgebung in „{folder}“ installiert wurde.</translation>
    </message>
    <message>
      <source>Free disk space and run 'Install runtime' again: it resumes where it stopped.</source>
      <translation>Platz schaffen und „Laufzeitumgebung installieren“ erneut ausführen: Es fährt dort fort, wo es anhielt.</translation>
    </message>
    <message>
      <source>The runtime cannot be written to '{folder}': {reason}</source>
      <translation>Die Laufzeitumgebung lässt sich nicht in „{folder}“ schreiben: {reason}</translation>
    </message>
    <message>
      <source>Check the permissions of the folder, or remove it, and run 'Install runtime' again.</source>
      <translation>Die Rechte des Ordners prüfen oder ihn entfernen und „Laufzeitumgebung installieren“ erneut ausführen.</translation>
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
      <source>Run 'Install runtime' again; if that does not help, report it with the log above.</source>
      <translation>„Laufzeitumgebung installieren“ erneut ausführen; hilft das nicht, mit dem Protokoll oben melden.</translation>
    </message>
    <message>
      <source>Unexpected error in Groundshift: {reason}</source>
      <translation>In Groundshift ging etwas schief: {reason}</translation>
    </message>
    <message>
      <source>Please report it with the log above.</source>
      <translation>Bitte mit dem Protokoll oben melden.</translation>
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
      <source>The folder '{path}' contains no chips: it has neither a manifest, nor the folders A, B and label, nor images_before, images_after and labels.</source>
      <translation>Der Ordner „{path}“ enthält keine Chips: weder ein Manifest noch die Ordner A, B und label noch images_before, images_after und labels.</translation>
    </message>
    <message>
      <source>Choose the folder that contains these, or export chips with 'Export chips'.</source>
      <translation>Den Ordner wählen, der diese enthält, oder Chips mit „Chips exportieren“ erstellen.</translation>
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
      <source>Draw or load polygons of what changed between two images, and say where nothing is missing. About 60 polygons are enough to begin with.</source>
      <translation>Zeichnen oder laden Sie Polygone dessen, was sich zwischen zwei Bildern verändert hat, und geben Sie an, wo nichts fehlt. Etwa 60 Polygone reichen für den Anfang.</translation>
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
      <source>The image of the later date.</source>
      <translation>Das Bild des späteren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Polygons of what changed. They may be in any CRS.</source>
      <translation>Polygone dessen, was sich verändert hat. Ihr KBS ist beliebig.</translation>
    </message>
    <message>
      <source>A field that holds the class of each polygon, where there are several. Empty: all are change.</source>
      <translation>Ein Feld mit der Klasse jedes Polygons, wo es mehrere gibt. Leer: Alle sind Veränderung.</translation>
    </message>
    <message>
      <source>Polygons within which every change is labelled, so that all other ground in them is known not to have changed. Empty: the ground close around the labels.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat, sodass alles Übrige darin als unverändert bekannt ist. Leer: der Boden nahe um die Labels.</translation>
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
      <source>C&amp;lass field</source>
      <translation>&amp;Klassenfeld</translation>
    </message>
    <message>
      <source>&amp;Complete within</source>
      <translation>V&amp;ollständig in</translation>
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
      <source>Small pairs of images with their labels: as 'Export chips' writes them, in the layout of LEVIR-CD (folders A, B, label), or in that of ArcGIS (images_before, images_after, labels).</source>
      <translation>Kleine Bildpaare mit ihren Labels: wie „Chips exportieren“ sie schreibt, in der Anordnung von LEVIR-CD (Ordner A, B, label) oder in der von ArcGIS (images_before, images_after, labels).</translation>
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
      <source>Still to choose: {what}.</source>
      <translation>Noch zu wählen: {what}.</translation>
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
      <source>Choose a folder of chips</source>
      <translation>Einen Ordner mit Chips wählen</translation>
    </message>
  </context>
  <context>
    <name>LayerBox</name>
    <message>
      <source>The last one before the decision</source>
      <translation>Die letzte vor der Entscheidung</translation>
    </message>
  </context>
  <context>
    <name>Layers</name>
    <message>
      <source>{count} invalid polygons of '{layer}' were mended.</source>
      <translation>{count} ungültige Polygone von „{layer}“ wurden berichtigt.</translation>
    </message>
    <message>
      <source>{count} features of '{layer}' hold no polygon; left out.</source>
      <translation>{count} Objekte von „{layer}“ enthalten kein Polygon; ausgelassen.</translation>
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
      <source>its credentials are kept in QGIS</source>
      <translation>seine Zugangsdaten liegen in QGIS</translation>
    </message>
    <message>
      <source>it lives in the memory of QGIS</source>
      <translation>er liegt im Speicher von QGIS</translation>
    </message>
    <message>
      <source>the runtime cannot read the format '{name}'</source>
      <translation>die Laufzeitumgebung kann das Format „{name}“ nicht lesen</translation>
    </message>
    <message>
      <source>it is placed by polynomials</source>
      <translation>er ist durch Polynome verortet</translation>
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
      <source>Joins two analysts' reviews of change polygons and lists where they disagree.</source>
      <translation>Führt die Prüfungen von Veränderungspolygonen durch zwei Personen zusammen und listet auf, wo sie uneinig sind.</translation>
    </message>
    <message>
      <source>Joins the work of two analysts who reviewed copies of the same change polygons (panel 'Review'), and lists where they disagree.
Polygons are matched by their field 'uuid'; those that the analysts digitised are matched by their overlap.
What both decided alike, or only one of them decided, is taken over. What they disagree on is open again in the result: review it, 'undecided only', for the final word. The field 'agreement' says what was found: agree, only_a, only_b, undecided, different_decision, different_class, different_outline, missed_only_a, missed_only_b.
AGREEMENT and KAPPA (Cohen 1960) are of the detected polygons that both decided on; the categories are 'rejected' and each class.</source>
      <translation>Führt die Arbeit zweier Personen zusammen, die Kopien derselben Veränderungspolygone geprüft haben (Reiter „Prüfen“), und listet auf, wo sie uneinig sind.
Polygone werden über ihr Feld 'uuid' zugeordnet; selbst digitalisierte über ihre Überlappung.
Was beide gleich entschieden haben oder nur eine Person entschieden hat, wird übernommen. Worüber sie uneinig sind, ist im Ergebnis wieder offen: Prüfen Sie es mit „nur unentschiedene“ für das letzte Wort. Das Feld 'agreement' sagt, was gefunden wurde: agree, only_a, only_b, undecided, different_decision, different_class, different_outline, missed_only_a, missed_only_b.
AGREEMENT und KAPPA (Cohen 1960) gelten für die gefundenen Polygone, die beide entschieden haben; die Kategorien sind 'rejected' (verworfen) und jede Klasse.</translation>
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
      <source>Overlap of equal outlines</source>
      <translation>Überlappung gleicher Umrisse</translation>
    </message>
    <message>
      <source>Least intersection over union, above 0 to 1, at which two digitised polygons are taken for the same, and at which the analysts agree on an outline that one of them reshaped.</source>
      <translation>Kleinstes Verhältnis von Schnitt zu Vereinigung, über 0 bis 1, bei dem zwei digitalisierte Polygone als dasselbe gelten, und bei dem sich beide über einen Umriss einig sind, den eine Person geändert hat.</translation>
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
      <source>Agreed on</source>
      <translation>Einig</translation>
    </message>
    <message>
      <source>Disagreed on</source>
      <translation>Uneinig</translation>
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
      <source>Decided by nobody</source>
      <translation>Von niemandem entschieden</translation>
    </message>
    <message>
      <source>Detected polygons that both decided on</source>
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
      <source>Look for an ONNX file</source>
      <translation>Eine ONNX-Datei suchen</translation>
    </message>
    <message>
      <source>All models with their cards: look at them, import, remove, choose</source>
      <translation>Alle Modelle mit ihren Steckbriefen: ansehen, importieren, entfernen, wählen</translation>
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
      <source>{bands}; {minimum:g} to {maximum:g} m a pixel
{path}</source>
      <translation>{bands}; {minimum:g} bis {maximum:g} m je Pixel
{path}</translation>
    </message>
  </context>
  <context>
    <name>ModelPage</name>
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
      <source>The model keeps what it knows and learns your ground: minutes, and few labels, are enough.</source>
      <translation>Das Modell behält, was es kann, und lernt Ihr Gebiet kennen: Minuten und wenige Labels genügen.</translation>
    </message>
    <message>
      <source>Train from s&amp;cratch</source>
      <translation>Von &amp;Grund auf trainieren</translation>
    </message>
    <message>
      <source>A network that knows nothing of change yet: for many labels, or for other bands than colours.</source>
      <translation>Ein Netz, das noch nichts von Veränderung weiß: für viele Labels oder für andere Bänder als Farben.</translation>
    </message>
    <message>
      <source>The part that sees what is in the images; larger is slower</source>
      <translation>Der Teil, der sieht, was in den Bildern ist; größer ist langsamer</translation>
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
      <source>Card, report, figure and logs lie beside it. In your own models folder, which is given here unless you change it, the model can be chosen by its name.</source>
      <translation>Steckbrief, Bericht, Abbildung und Protokolle liegen daneben. In Ihrem eigenen Modellordner, der hier ohne andere Angabe steht, lässt sich das Modell über seinen Namen wählen.</translation>
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
      <source>How long</source>
      <translation>Wie lange</translation>
    </message>
    <message>
      <source>How often all labelled ground is gone through, at most.</source>
      <translation>Wie oft das gelabelte Gebiet höchstens durchlaufen wird.</translation>
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
      <source>The training is planned so that it takes no longer than this.</source>
      <translation>Das Training wird so geplant, dass es nicht länger dauert.</translation>
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
      <source>It ends earlier when nothing gets better; the best epoch is kept.</source>
      <translation>Es endet früher, wenn nichts mehr besser wird; die beste Epoche wird behalten.</translation>
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
      <source>Try rates from very low to very high, and see which suits your data.</source>
      <translation>Raten von sehr klein bis sehr groß probieren und sehen, welche zu Ihren Daten passt.</translation>
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
      <source>where the device has it</source>
      <translation>wo das Gerät es kann</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>How large the steps are; the highest of the schedule.</source>
      <translation>Wie groß die Schritte sind; der höchste Wert des Verlaufs.</translation>
    </message>
    <message>
      <source>Schedule</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>How the learning rate goes over the training.</source>
      <translation>Wie sich die Lernrate über das Training ändert.</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>Batch</translation>
    </message>
    <message>
      <source>Crops a step. Halved by itself where memory runs out.</source>
      <translation>Ausschnitte je Schritt. Halbiert sich von selbst, wo der Speicher ausgeht.</translation>
    </message>
    <message>
      <source>Size of a crop</source>
      <translation>Größe eines Ausschnitts</translation>
    </message>
    <message>
      <source>Side of the crops that the network sees.</source>
      <translation>Seite der Ausschnitte, die das Netz sieht.</translation>
    </message>
    <message>
      <source>Frozen epochs</source>
      <translation>Eingefrorene Epochen</translation>
    </message>
    <message>
      <source>For so many epochs the encoder stays as it is.</source>
      <translation>So viele Epochen lang bleibt der Encoder, wie er ist.</translation>
    </message>
    <message>
      <source>Patience</source>
      <translation>Geduld</translation>
    </message>
    <message>
      <source>Epochs without anything better after which it ends.</source>
      <translation>Nach so vielen Epochen ohne Verbesserung endet es.</translation>
    </message>
    <message>
      <source>Best is judged by</source>
      <translation>Bestes nach</translation>
    </message>
    <message>
      <source>The measure on the validation ground that decides.</source>
      <translation>Das Maß im Validierungsgebiet, das entscheidet.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>Where it is worked out.</source>
      <translation>Wo gerechnet wird.</translation>
    </message>
    <message>
      <source>Threads</source>
      <translation>Threads</translation>
    </message>
    <message>
      <source>Cores of the processor to use.</source>
      <translation>Zu verwendende Prozessorkerne.</translation>
    </message>
    <message>
      <source>Mixed precision</source>
      <translation>Gemischte Genauigkeit</translation>
    </message>
    <message>
      <source>Half as many bits where that does no harm: faster.</source>
      <translation>Halb so viele Bits, wo das nicht schadet: schneller.</translation>
    </message>
    <message>
      <source>rare classes weigh more</source>
      <translation>seltene Klassen zählen mehr</translation>
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
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>as the model wants it</source>
      <translation>wie das Modell sie will</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>Validierung</translation>
    </message>
    <message>
      <source>Share of the labelled ground that is kept to judge by, in whole blocks.</source>
      <translation>Anteil des gelabelten Gebiets, der zum Beurteilen zurückbehalten wird, in ganzen Blöcken.</translation>
    </message>
    <message>
      <source>Balance</source>
      <translation>Ausgleich</translation>
    </message>
    <message>
      <source>Crops with change and without are drawn in turn.</source>
      <translation>Ausschnitte mit und ohne Veränderung werden abwechselnd gezogen.</translation>
    </message>
    <message>
      <source>Augmentation</source>
      <translation>Augmentierung</translation>
    </message>
    <message>
      <source>Strength of the variations of the crops: 0 is none, 1 is usual.</source>
      <translation>Stärke der Abwandlungen der Ausschnitte: 0 ist keine, 1 ist üblich.</translation>
    </message>
    <message>
      <source>Which variations there are.</source>
      <translation>Welche Abwandlungen es gibt.</translation>
    </message>
    <message>
      <source>Keep what it knew</source>
      <translation>Gelerntes behalten</translation>
    </message>
    <message>
      <source>Weight of staying like the base model on ground without labels. Unless it is off, as much of the base's weights is mixed in at the end as costs nothing on the validation ground.</source>
      <translation>Gewicht dafür, in Gebieten ohne Labels beim Basismodell zu bleiben. Außer wenn es aus ist, werden am Ende so viel von den Gewichten des Basismodells beigemischt, wie auf der Validierungsfläche nichts kostet.</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>Wiederholung</translation>
    </message>
    <message>
      <source>A folder of chips of other ground, so that it is not forgotten.</source>
      <translation>Ein Ordner mit Chips aus anderen Gebieten, damit diese nicht vergessen werden.</translation>
    </message>
    <message>
      <source>Share of replay</source>
      <translation>Anteil der Wiederholung</translation>
    </message>
    <message>
      <source>Of the crops, from the folder of replay.</source>
      <translation>Anteil der Ausschnitte, die aus dem Ordner der Wiederholung kommen.</translation>
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
      <source>The same seed gives the same result.</source>
      <translation>Derselbe Startwert gibt dasselbe Ergebnis.</translation>
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
      <source>The file does not say how it is to be used. What its header tells is filled in below: check it, and say the rest.</source>
      <translation>Die Datei sagt nicht, wie sie zu verwenden ist. Was ihr Kopf verrät, ist unten eingetragen: Prüfen Sie es und ergänzen Sie den Rest.</translation>
    </message>
    <message>
      <source>The file says itself how it is to be used: '{title}' [{id}]. There is nothing to fill in.</source>
      <translation>Die Datei sagt selbst, wie sie zu verwenden ist: „{title}“ [{id}]. Es ist nichts auszufüllen.</translation>
    </message>
    <message>
      <source>A bundled model has the id '{id}': give another one.</source>
      <translation>Ein mitgeliefertes Modell hat die Kennung „{id}“: Geben Sie eine andere an.</translation>
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
      <source>A model with the id '{id}' is imported already. Replace it?</source>
      <translation>Ein Modell mit der Kennung „{id}“ ist schon importiert. Soll es ersetzt werden?</translation>
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
      <source>Make an ONNX file a model that can be chosen by its name</source>
      <translation>Macht aus einer ONNX-Datei ein Modell, das sich mit Namen wählen lässt</translation>
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
      <source>Bundled models stay: they come with the plugin</source>
      <translation>Mitgelieferte Modelle bleiben: Sie gehören zur Erweiterung</translation>
    </message>
    <message>
      <source>It lies in a folder that you named: only imported models are removed here</source>
      <translation>Es liegt in einem Ordner, den Sie angegeben haben: Nur importierte Modelle werden hier entfernt</translation>
    </message>
    <message>
      <source>This file cannot be used, see the overview</source>
      <translation>Diese Datei lässt sich nicht verwenden, siehe die Übersicht</translation>
    </message>
    <message>
      <source>'{id}' is imported.</source>
      <translation>„{id}“ ist importiert.</translation>
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
      <source>{file} is removed.</source>
      <translation>{file} ist entfernt.</translation>
    </message>
    <message>
      <source>Cannot be used</source>
      <translation>Nicht verwendbar</translation>
    </message>
    <message>
      <source>Elsewhere, in a folder that you named</source>
      <translation>Anderswo, in einem von Ihnen angegebenen Ordner</translation>
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
      <source>another model has the same id and comes first: choose this one by its path</source>
      <translation>ein anderes Modell hat dieselbe Kennung und kommt zuerst: dieses über seinen Pfad wählen</translation>
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
      <source>This model came without a card. Its specification says:</source>
      <translation>Dieses Modell kam ohne Steckbrief. Seine Spezifikation sagt:</translation>
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
      <source>{range} a pixel, best at {best} m</source>
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
      <source>{threshold}; changes under {area} m² are dropped</source>
      <translation>{threshold}; Veränderungen unter {area} m² entfallen</translation>
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
      <source>Letters, digits, dots, hyphens and underscores; scripts name it</source>
      <translation>Buchstaben, Ziffern, Punkte, Binde- und Unterstriche; Skripte nennen es so</translation>
    </message>
    <message>
      <source>What people read in lists</source>
      <translation>Was in Listen zu lesen ist</translation>
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
      <source>What the network takes</source>
      <translation>Was das Netz bekommt</translation>
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
      <source>Names of one date's bands in the network's order; with a colon the wavelength in nm: swir:1610</source>
      <translation>Namen der Bänder eines Zeitpunkts in der Reihenfolge des Netzes; nach einem Doppelpunkt die Wellenlänge in nm: swir:1610</translation>
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
      <source>Mean 0 and deviation 1, of each image by itself</source>
      <translation>Mittelwert 0 und Abweichung 1, jedes Bild für sich</translation>
    </message>
    <message>
      <source>Divide by a number</source>
      <translation>Durch eine Zahl teilen</translation>
    </message>
    <message>
      <source>Divide, then take off a mean and divide by a deviation</source>
      <translation>Teilen, dann einen Mittelwert abziehen und durch eine Abweichung teilen</translation>
    </message>
    <message>
      <source>&amp;Normalisation</source>
      <translation>&amp;Normierung</translation>
    </message>
    <message>
      <source>255: made for 8-bit images; others are stretched to that</source>
      <translation>255: gemacht für 8-Bit-Bilder; andere werden darauf gestreckt</translation>
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
      <source>How much the network reduces the image: sides are multiples of it</source>
      <translation>Wie stark das Netz das Bild verkleinert: Die Seiten sind Vielfache davon</translation>
    </message>
    <message>
      <source>&amp;Stride (pixels)</source>
      <translation>&amp;Schrittweite (Pixel)</translation>
    </message>
    <message>
      <source>How far around a pixel the network looks; too little makes seams between tiles</source>
      <translation>Wie weit das Netz um ein Pixel herum schaut; zu wenig gibt Nähte zwischen den Kacheln</translation>
    </message>
    <message>
      <source>Conte&amp;xt (pixels)</source>
      <translation>Konte&amp;xt (Pixel)</translation>
    </message>
    <message>
      <source>What the network gives</source>
      <translation>Was das Netz ausgibt</translation>
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
      <source>From this probability on a pixel is changed, unless the user says otherwise</source>
      <translation>Ab dieser Wahrscheinlichkeit gilt ein Pixel als verändert, wenn nichts anderes angegeben wird</translation>
    </message>
    <message>
      <source>T&amp;hreshold</source>
      <translation>Sc&amp;hwellenwert</translation>
    </message>
    <message>
      <source>Smaller changes are dropped, unless the user says otherwise; 0: none are</source>
      <translation>Kleinere Veränderungen entfallen, wenn nichts anderes angegeben wird; 0: keine entfällt</translation>
    </message>
    <message>
      <source>Smallest chan&amp;ge</source>
      <translation>Kleinste Veränderun&amp;g</translation>
    </message>
    <message>
      <source>Where it comes from (optional)</source>
      <translation>Woher es kommt (optional)</translation>
    </message>
    <message>
      <source>What it was trained on</source>
      <translation>Womit es trainiert wurde</translation>
    </message>
    <message>
      <source>Of the data or of the model</source>
      <translation>Der Daten oder des Modells</translation>
    </message>
    <message>
      <source>Who is to be named</source>
      <translation>Wer zu nennen ist</translation>
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
      <source>not told</source>
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
      <source>'{text}' is no band: write its name, or name and wavelength such as swir:1610.</source>
      <translation>„{text}“ ist kein Band: Schreiben Sie seinen Namen, oder Namen und Wellenlänge wie swir:1610.</translation>
    </message>
    <message>
      <source>The {what} must be numbers with commas between them, one for each band.</source>
      <translation>{what}: Geben Sie Zahlen mit Kommas dazwischen an, eine je Band.</translation>
    </message>
  </context>
  <context>
    <name>Options</name>
    <message>
      <source>Python of your own</source>
      <translation>Eigenes Python</translation>
    </message>
    <message>
      <source>Choose a Python</source>
      <translation>Python wählen</translation>
    </message>
    <message>
      <source>The runtime above</source>
      <translation>Die Laufzeitumgebung oben</translation>
    </message>
    <message>
      <source>A Python that has the packages already, instead of the runtime above; empty: the runtime above</source>
      <translation>Ein Python, das die Pakete schon hat, anstelle der Laufzeitumgebung oben; leer: die Laufzeitumgebung oben</translation>
    </message>
    <message>
      <source>Chec&amp;k</source>
      <translation>&amp;Prüfen</translation>
    </message>
    <message>
      <source>Start the worker with it, and say what it can do</source>
      <translation>Startet damit den Arbeitsprozess und sagt, was er kann</translation>
    </message>
    <message>
      <source>The environment variable {name} names {python}: it holds before this setting.</source>
      <translation>Die Umgebungsvariable {name} nennt {python}: Sie gilt vor dieser Einstellung.</translation>
    </message>
    <message>
      <source>Starting it…</source>
      <translation>Wird gestartet…</translation>
    </message>
    <message>
      <source>✔ It works: Python {version} at {python}, with {versions}. Networks can run on: {providers}.</source>
      <translation>✔ Es funktioniert: Python {version} in {python}, mit {versions}. Netze können laufen auf: {providers}.</translation>
    </message>
    <message>
      <source>What runs the networks, and where models and downloads are kept</source>
      <translation>Womit die Netze laufen und wo Modelle und Downloads liegen</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Geschwindigkeit</translation>
    </message>
    <message>
      <source>As many as there are cores ({count})</source>
      <translation>So viele, wie es Kerne gibt ({count})</translation>
    </message>
    <message>
      <source>Fewer leave more of the computer to other programs while a network runs</source>
      <translation>Weniger lassen anderen Programmen mehr vom Rechner übrig, während ein Netz läuft</translation>
    </message>
    <message>
      <source>&amp;Threads of a network</source>
      <translation>&amp;Threads eines Netzes</translation>
    </message>
    <message>
      <source>Automatic: the fastest that is there</source>
      <translation>Automatisch: das schnellste vorhandene</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>Prozessor</translation>
    </message>
    <message>
      <source>What the networks run on. One that the runtime does not have is passed over; the log of each run names it</source>
      <translation>Worauf die Netze laufen. Was die Laufzeitumgebung nicht hat, wird übergangen; das Protokoll jedes Laufs nennt es</translation>
    </message>
    <message>
      <source>&amp;Run networks on</source>
      <translation>&amp;Netze ausführen auf</translation>
    </message>
    <message>
      <source>there</source>
      <translation>vorhanden</translation>
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
      <source>Folders that are searched for models, besides the bundled ones and {folder}:</source>
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
      <source>Search this folder no more; nothing in it is deleted</source>
      <translation>In diesem Ordner nicht mehr suchen; darin wird nichts gelöscht</translation>
    </message>
    <message>
      <source>Choose a folder of the list first</source>
      <translation>Wählen Sie zuerst einen Ordner der Liste</translation>
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
      <source>pip's own</source>
      <translation>der von pip</translation>
    </message>
    <message>
      <source>Address of a package index with builds of torch, as the PyTorch site gives it for your processor or version of CUDA. It holds from the next installation of the component training on</source>
      <translation>Adresse eines Paketindex mit Ausgaben von torch, wie die PyTorch-Website sie für Ihren Prozessor oder Ihre CUDA-Version nennt. Sie gilt ab der nächsten Installation der Komponente training</translation>
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
      <source>{size} of downloaded packages, which a repair need not fetch again</source>
      <translation>{size} heruntergeladene Pakete, die eine Reparatur nicht noch einmal zu holen braucht</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>There is nothing in it</source>
      <translation>Es ist nichts darin</translation>
    </message>
    <message>
      <source>Runtime</source>
      <translation>Laufzeitumgebung</translation>
    </message>
    <message>
      <source>With the trainin&amp;g of models (200 MB to several GB more)</source>
      <translation>Mit dem T&amp;raining von Modellen (weitere 200 MB bis mehrere GB)</translation>
    </message>
    <message>
      <source>Adds torch, in the build for your processor or graphics card that the index for torch gives</source>
      <translation>Fügt torch hinzu, in der Ausgabe für Ihren Prozessor oder Ihre Grafikkarte, die der Index für torch liefert</translation>
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
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Wird nachgesehen…</translation>
    </message>
    <message>
      <source>{name}, {size}: an installation was interrupted. Repair goes on with it.</source>
      <translation>{name}, {size}: Eine Installation wurde unterbrochen. Reparieren setzt sie fort.</translation>
    </message>
    <message>
      <source>{name}, {size}: {components}. This version of the plugin wants other packages: repair it.</source>
      <translation>{name}, {size}: {components}. Diese Version der Erweiterung braucht andere Pakete: Reparieren Sie sie.</translation>
    </message>
    <message>
      <source>{name}, {size}: {components}. It is whole and up to date.</source>
      <translation>{name}, {size}: {components}. Sie ist vollständig und aktuell.</translation>
    </message>
    <message>
      <source>Not installed yet. Networks need it; the rest of the plugin works without.</source>
      <translation>Noch nicht installiert. Netze brauchen sie; der Rest der Erweiterung funktioniert ohne.</translation>
    </message>
    <message>
      <source>An installation is under way</source>
      <translation>Eine Installation ist im Gange</translation>
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
      <source>Repair or update</source>
      <translation>Reparieren oder aktualisieren</translation>
    </message>
    <message>
      <source>About 150 MB to download; it can be stopped, and goes on where it stopped</source>
      <translation>Etwa 150 MB Download; lässt sich anhalten und fährt dort fort, wo es anhielt</translation>
    </message>
    <message>
      <source>Nothing is installed</source>
      <translation>Es ist nichts installiert</translation>
    </message>
    <message>
      <source>Delete the runtime and free its space</source>
      <translation>Die Laufzeitumgebung löschen und ihren Platz freigeben</translation>
    </message>
    <message>
      <source>It is installed; remove the runtime to get rid of it</source>
      <translation>Es ist installiert; entfernen Sie die Laufzeitumgebung, um es loszuwerden</translation>
    </message>
    <message>
      <source>Starting…</source>
      <translation>Wird gestartet…</translation>
    </message>
    <message>
      <source>Stopped. Install or repair goes on where it stopped.</source>
      <translation>Angehalten. Installieren oder Reparieren fährt dort fort, wo es anhielt.</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Wird angehalten…</translation>
    </message>
    <message>
      <source>Remove the runtime? That frees {size}. Networks cannot run until it is installed again.</source>
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
      <source>{size} are free now.</source>
      <translation>{size} sind jetzt frei.</translation>
    </message>
    <message>
      <source>The runtime is ready.</source>
      <translation>Die Laufzeitumgebung ist bereit.</translation>
    </message>
  </context>
  <context>
    <name>Pair</name>
    <message>
      <source>Area of interest</source>
      <translation>Arbeitsgebiet</translation>
    </message>
    <message>
      <source>CRS of layers that have none</source>
      <translation>KBS von Layern ohne eigenes</translation>
    </message>
    <message>
      <source>The coordinate reference system to assume for a layer that has none of its own.</source>
      <translation>Das Koordinatenbezugssystem, das für einen Layer ohne eigenes angenommen wird.</translation>
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
      <source>it is no raster that GDAL can read</source>
      <translation>es ist kein Raster, das GDAL lesen kann</translation>
    </message>
    <message>
      <source>The image of the earlier date: a raster file, or a web layer such as XYZ or WMS. It may differ from the other in CRS, resolution, extent, band order and bit depth.</source>
      <translation>Das Bild des früheren Zeitpunkts: eine Rasterdatei oder ein Weblayer wie XYZ oder WMS. Es darf sich vom anderen in KBS, Auflösung, Ausdehnung, Bandreihenfolge und Bittiefe unterscheiden.</translation>
    </message>
    <message>
      <source>The image of the later date. The results have its CRS.</source>
      <translation>Das Bild des späteren Zeitpunkts. Die Ergebnisse haben sein KBS.</translation>
    </message>
    <message>
      <source>Polygons to work in, in any CRS; only the selected ones if you say so. Ground outside is neither read nor predicted. Empty: all that the last date covers.</source>
      <translation>Polygone, in denen gearbeitet wird, in beliebigem KBS; auf Wunsch nur die gewählten. Was außerhalb liegt, wird weder gelesen noch vorhergesagt. Leer: alles, was der letzte Zeitpunkt abdeckt.</translation>
    </message>
    <message>
      <source>Polygons to work in, in any CRS; only the selected ones if you say so. Ground outside is neither read nor predicted. Empty: where the two dates overlap.</source>
      <translation>Polygone, in denen gearbeitet wird, in beliebigem KBS; auf Wunsch nur die gewählten. Was außerhalb liegt, wird weder gelesen noch vorhergesagt. Leer: wo sich die beiden Zeitpunkte überlappen.</translation>
    </message>
    <message>
      <source>A rectangle to work in; with an area of interest as well, the part that is in both. Without a CRS it is in that of the earlier date.</source>
      <translation>Ein Rechteck, in dem gearbeitet wird; zusammen mit einem Arbeitsgebiet der Teil, der in beiden liegt. Ohne KBS gilt das des früheren Zeitpunkts.</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Auslassen</translation>
    </message>
    <message>
      <source>Polygons to leave out, such as clouds: they hold no data in the results.</source>
      <translation>Polygone, die ausgelassen werden, etwa Wolken: Dort sind die Ergebnisse ohne Daten.</translation>
    </message>
    <message>
      <source>Pixel size to work at, in map units. Empty: the coarser of the two dates', brought into the range that the model is made for. Given: used as it is, even where the model is not made for it.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Karteneinheiten. Leer: die gröbere der beiden Zeitpunkte, in den Bereich gebracht, für den das Modell gemacht ist. Angegeben: gilt so, auch wo das Modell nicht dafür gemacht ist.</translation>
    </message>
    <message>
      <source>Pixel size to work at, in map units. Empty: the coarser of the two dates'.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Karteneinheiten. Leer: die gröbere der beiden Zeitpunkte.</translation>
    </message>
    <message>
      <source>Numbers of the bands in the order that the model wants them, such as 3,2,1. Empty: found by wavelength, colour interpretation or, for images of three or four bands, the order red, green, blue.</source>
      <translation>Nummern der Bänder in der Reihenfolge, die das Modell will, etwa 3,2,1. Leer: gefunden über Wellenlänge, Farbinterpretation oder, bei Bildern mit drei oder vier Bändern, die Reihenfolge Rot, Grün, Blau.</translation>
    </message>
    <message>
      <source>Numbers of the bands to compare, such as 3,2,1; as many, and in the same order, as of the other date. Empty: all that both dates have, matched by wavelength, colour or order.</source>
      <translation>Nummern der zu vergleichenden Bänder, etwa 3,2,1; so viele, und in derselben Reihenfolge, wie die des anderen Zeitpunkts. Leer: alle, die beide Zeitpunkte haben, einander zugeordnet nach Wellenlänge, Farbe oder Reihenfolge.</translation>
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
  </context>
  <context>
    <name>PairAlgorithm</name>
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
      <source>Predictions on the validation ground appear here after the first epoch.</source>
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
      <source>Go back to see how the predictions got better</source>
      <translation>Gehen Sie zurück, um zu sehen, wie die Vorhersagen besser wurden</translation>
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
      <source>Cancelled after epoch {epoch}. It can be resumed from there.</source>
      <translation>Nach Epoche {epoch} abgebrochen. Von dort lässt sich das Training fortsetzen.</translation>
    </message>
    <message>
      <source>Done.</source>
      <translation>Fertig.</translation>
    </message>
    <message>
      <source>Done. The best of {count} epochs was number {best}; it was kept.</source>
      <translation>Fertig. Die beste von {count} Epochen war Nummer {best}; sie wurde behalten.</translation>
    </message>
    <message>
      <source>Paused after epoch {epoch}.</source>
      <translation>Pause nach Epoche {epoch}.</translation>
    </message>
    <message>
      <source>Stopping: what is best so far is being written…</source>
      <translation>Wird beendet: Das bisher Beste wird geschrieben…</translation>
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
      <source>about {time} left</source>
      <translation>noch etwa {time}</translation>
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
      <source>Makes a smaller 8-bit twin of a model, and says what it costs and brings.</source>
      <translation>Macht von einem Modell einen kleineren 8-Bit-Zwilling und sagt, was er kostet und bringt.</translation>
    </message>
    <message>
      <source>Makes an 8-bit twin of a model: a file of about a third of the size, used like the model itself. The ranges of its numbers are calibrated on your imagery: folders of chips, with or without labels, or two dates.
The report sets both side by side: size, speed on this machine, and, where there are labels, precision, recall, F1 and average precision; and in any case how far both say the same. An 8-bit network is not always the faster one: that depends on the processor, so look at the report before you use it.
The twin has the model's id with '-int8' added. Put it into one of your model folders to choose it by name.</source>
      <translation>Macht von einem Modell einen 8-Bit-Zwilling: eine Datei von etwa einem Drittel der Größe, die wie das Modell selbst verwendet wird. Die Wertebereiche seiner Zahlen werden an Ihren Bildern kalibriert: an Ordnern mit Chips, mit oder ohne Labels, oder an zwei Zeitpunkten.
Der Bericht stellt beide nebeneinander: Größe, Geschwindigkeit auf diesem Rechner und, wo es Labels gibt, Precision, Recall, F1 und mittlere Precision; in jedem Fall auch, wie weit beide dasselbe sagen. Ein 8-Bit-Netz ist nicht immer das schnellere: Das hängt vom Prozessor ab. Sehen Sie sich also den Bericht an, bevor Sie es verwenden.
Der Zwilling hat die Kennung des Modells mit angehängtem '-int8'. Legen Sie ihn in einen Ihrer Modellordner, um ihn mit Namen zu wählen.</translation>
    </message>
    <message>
      <source>The model: the id of a bundled or imported model, or the path of an ONNX file.</source>
      <translation>Das Modell: die Kennung eines mitgelieferten oder importierten Modells oder der Pfad einer ONNX-Datei.</translation>
    </message>
    <message>
      <source>Polygons of what changed, to compare both with the truth. They may be missing.</source>
      <translation>Polygone dessen, was sich verändert hat, um beide mit der Wahrheit zu vergleichen. Sie dürfen fehlen.</translation>
    </message>
    <message>
      <source>Chips for calibration</source>
      <translation>Chips für die Kalibrierung</translation>
    </message>
    <message>
      <source>From how many chips, or tiles of the pair, the ranges are taken; 100 are plenty.</source>
      <translation>Von wie vielen Chips, oder Kacheln des Paares, die Wertebereiche genommen werden; 100 sind reichlich.</translation>
    </message>
    <message>
      <source>8-bit model</source>
      <translation>8-Bit-Modell</translation>
    </message>
    <message>
      <source>The twin, with the model's specification.</source>
      <translation>Der Zwilling, mit der Spezifikation des Modells.</translation>
    </message>
    <message>
      <source>One HTML file that sets the model and its twin side by side.</source>
      <translation>Eine HTML-Datei, die das Modell und seinen Zwilling nebeneinanderstellt.</translation>
    </message>
    <message>
      <source>Times smaller</source>
      <translation>Um diesen Faktor kleiner</translation>
    </message>
    <message>
      <source>Times the speed</source>
      <translation>Geschwindigkeit (Faktor)</translation>
    </message>
    <message>
      <source>F1 lost (where there are labels)</source>
      <translation>Verlust an F1 (wo es Labels gibt)</translation>
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
      <source>Trying rates from very low to very high…</source>
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
      <source>Accuracy of a change map</source>
      <translation>Genauigkeit einer Veränderungskarte</translation>
    </message>
    <message>
      <source>Area estimates with confidence intervals</source>
      <translation>Flächen mit Vertrauensbereich</translation>
    </message>
    <message>
      <source>Predicted</source>
      <translation>Vorhersage</translation>
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
      <source>Difference</source>
      <translation>Differenz</translation>
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
      <source>Provenance</source>
      <translation>Wie dies entstand</translation>
    </message>
  </context>
  <context>
    <name>ResultPage</name>
    <message>
      <source>&amp;Use now</source>
      <translation>&amp;Jetzt verwenden</translation>
    </message>
    <message>
      <source>Choose the new model in the panel 'Detect'</source>
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
      <source>A smaller file of the model, compared with it side by side: size, speed, precision, recall, F1</source>
      <translation>Eine kleinere Datei des Modells, ihm gegenübergestellt: Größe, Tempo, Precision, Recall, F1</translation>
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
      <source>The figures of the new model appear here when its training is done.</source>
      <translation>Die Zahlen des neuen Modells erscheinen hier, wenn sein Training fertig ist.</translation>
    </message>
    <message>
      <source>The model is at {path}.</source>
      <translation>Das Modell liegt in {path}.</translation>
    </message>
    <message>
      <source>F1 on the validation ground: {new}.</source>
      <translation>F1 im Validierungsgebiet: {new}.</translation>
    </message>
    <message>
      <source>F1 on the validation ground rose from {base} to {new}.</source>
      <translation>F1 im Validierungsgebiet stieg von {base} auf {new}.</translation>
    </message>
    <message>
      <source>F1 on the validation ground did not rise ({base}, now {new}): more labels, or labels of other ground, may help.</source>
      <translation>F1 im Validierungsgebiet stieg nicht ({base}, jetzt {new}): Mehr Labels oder Labels aus anderen Gebieten können helfen.</translation>
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
      <source>What comes first in the walk</source>
      <translation>Was im Rundgang zuerst kommt</translation>
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
      <source>Next and previous pass over what is decided</source>
      <translation>Weiter und Zurück übergehen, was entschieden ist</translation>
    </message>
    <message>
      <source>Previous</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Go back</source>
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
      <source>Go on</source>
      <translation>Zum nächsten gehen</translation>
    </message>
    <message>
      <source>&amp;Accept</source>
      <translation>Anneh&amp;men</translation>
    </message>
    <message>
      <source>It is a change; go on to the next undecided one</source>
      <translation>Es ist eine Veränderung; weiter zum nächsten unentschiedenen</translation>
    </message>
    <message>
      <source>Rejec&amp;t</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <source>It is no change; go on to the next undecided one</source>
      <translation>Es ist keine Veränderung; weiter zum nächsten unentschiedenen</translation>
    </message>
    <message>
      <source>Accept it as a change of another class: choose it, press its number, or type a new one and press Enter</source>
      <translation>Als Veränderung einer anderen Klasse annehmen: Wählen Sie die Klasse, drücken Sie ihre Zahl, oder tippen Sie eine neue und drücken Sie die Eingabetaste</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>&amp;Klasse</translation>
    </message>
    <message>
      <source>Enter saves it</source>
      <translation>Eingabetaste speichert</translation>
    </message>
    <message>
      <source>A remark on this one; Enter saves it</source>
      <translation>Eine Bemerkung dazu; die Eingabetaste speichert sie</translation>
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
      <source>Take the decision back: it is undecided again</source>
      <translation>Die Entscheidung zurücknehmen: Es ist wieder unentschieden</translation>
    </message>
    <message>
      <source>Zoom to it</source>
      <translation>Darauf zoomen</translation>
    </message>
    <message>
      <source>Zoom to it, with what lies around</source>
      <translation>Darauf zoomen, mit dem, was ringsum liegt</translation>
    </message>
    <message>
      <source>Keep the map's scale: only move to the next one</source>
      <translation>Den Maßstab der Karte behalten: nur zum nächsten verschieben</translation>
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
      <source>Move its corners with QGIS's vertex tool</source>
      <translation>Die Ecken mit dem Stützpunktwerkzeug von QGIS verschieben</translation>
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
      <source>Remember that you have looked at everything in the map view, missed changes too: training and accuracy take it for completely mapped</source>
      <translation>Merkt sich, dass Sie in der Kartenansicht alles angesehen haben, auch auf übersehene Veränderungen: Training und Genauigkeit nehmen sie für vollständig kartiert</translation>
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
      <source>Make training labels of the decisions, as layers of the GeoPackage, for 'Train model'</source>
      <translation>Aus den Entscheidungen Trainingslabels machen, als Layer des GeoPackage, für „Modell trainieren“</translation>
    </message>
    <message>
      <source>Acc&amp;uracy…</source>
      <translation>&amp;Genauigkeit…</translation>
    </message>
    <message>
      <source>Written beside each decision, so that reviews can be merged and told apart</source>
      <translation>Steht bei jeder Entscheidung, damit sich Prüfungen zusammenführen und unterscheiden lassen</translation>
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
      <source>All decisions are saved already; the layer gets its own style back</source>
      <translation>Alle Entscheidungen sind schon gespeichert; der Layer erhält seinen eigenen Stil zurück</translation>
    </message>
    <message>
      <source>Undo: {what}</source>
      <translation>Rückgängig: {what}</translation>
    </message>
    <message>
      <source>No decision of this session to undo</source>
      <translation>In dieser Sitzung gibt es keine Entscheidung rückgängig zu machen</translation>
    </message>
    <message>
      <source>Do again: {what}</source>
      <translation>Wiederholen: {what}</translation>
    </message>
    <message>
      <source>Nothing was undone</source>
      <translation>Nichts wurde rückgängig gemacht</translation>
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
      <source>Change the outline with QGIS's editing tools. The review's keys rest until you save or discard the edits.</source>
      <translation>Ändern Sie den Umriss mit den Bearbeitungswerkzeugen von QGIS. Die Tasten der Prüfung ruhen, bis Sie die Bearbeitung speichern oder verwerfen.</translation>
    </message>
    <message>
      <source>Draw the missed change on the map: click its corners, right-click ends it. Draw as many as you like, then save.</source>
      <translation>Zeichnen Sie die übersehene Veränderung auf der Karte: Klicken Sie ihre Ecken an, ein Rechtsklick beendet sie. Zeichnen Sie beliebig viele, dann speichern Sie.</translation>
    </message>
    <message>
      <source>There is nothing in this layer</source>
      <translation>In diesem Layer ist nichts</translation>
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
      <source>Measure how right the detection is in the reviewed areas, with 'Assess accuracy'</source>
      <translation>Messen, wie richtig die Erkennung in den geprüften Gebieten ist, mit „Genauigkeit bewerten“</translation>
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
      <source>Nothing in this layer</source>
      <translation>Nichts in diesem Layer</translation>
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
      <source>You drew this one: if it is no change, delete it with QGIS's editing tools (key E begins to edit).</source>
      <translation>Dieses haben Sie gezeichnet: Ist es keine Veränderung, löschen Sie es mit den Bearbeitungswerkzeugen von QGIS (Taste E beginnt die Bearbeitung).</translation>
    </message>
    <message>
      <source>The polygon is not there any more.</source>
      <translation>Das Polygon ist nicht mehr da.</translation>
    </message>
    <message>
      <source>{number}: {what}</source>
      <translation>{number}: {what}</translation>
    </message>
    <message>
      <source>QGIS does not let this layer be edited.</source>
      <translation>QGIS lässt diesen Layer nicht bearbeiten.</translation>
    </message>
    <message>
      <source>{count} polygons in it are undecided: their ground does not count yet.</source>
      <translation>{count} Polygone darin sind unentschieden: Ihre Fläche zählt noch nicht.</translation>
    </message>
    <message>
      <source>{count} training labels are made.</source>
      <translation>{count} Trainingslabels sind erstellt.</translation>
    </message>
    <message>
      <source>{count} training labels are made; reviewed areas give more.</source>
      <translation>{count} Trainingslabels sind erstellt; geprüfte Gebiete geben mehr.</translation>
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
      <source>Seen: {label}</source>
      <translation>Gesehen: {label}</translation>
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
      <source>Nothing to review yet. Find changes in the tab &lt;b&gt;Detect&lt;/b&gt;, or add a layer of change polygons to the project; points of &lt;i&gt;Sample points&lt;/i&gt; can be interpreted here, too.</source>
      <translation>Noch nichts zu prüfen. Finden Sie Veränderungen im Reiter &lt;b&gt;Finden&lt;/b&gt;, oder fügen Sie dem Projekt einen Layer von Veränderungspolygonen hinzu; auch Punkte von &lt;i&gt;Stichprobe ziehen&lt;/i&gt; lassen sich hier interpretieren.</translation>
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
      <source>This layer is temporary: it is gone, and the review with it, when QGIS is left. Save it as a GeoPackage to keep them.</source>
      <translation>Dieser Layer ist temporär: Er geht, und mit ihm die Prüfung, verloren, wenn QGIS beendet wird. Speichern Sie ihn als GeoPackage, um beide zu behalten.</translation>
    </message>
    <message>
      <source>Each point is shown before and after; a number key gives its class.</source>
      <translation>Jeder Punkt wird vorher und nachher gezeigt; eine Zifferntaste gibt seine Klasse an.</translation>
    </message>
    <message>
      <source>The layer holds a review: go on where it was left.</source>
      <translation>Der Layer enthält eine Prüfung: Machen Sie dort weiter, wo sie verlassen wurde.</translation>
    </message>
    <message>
      <source>Each polygon is shown with what lies around it, before and after. You accept or reject it with a key. Decisions are written into the layer at once, as fields of its table; outlines stay as they are unless you reshape them.</source>
      <translation>Jedes Polygon wird mit dem, was ringsum liegt, vorher und nachher gezeigt. Sie nehmen es mit einer Taste an oder lehnen es ab. Entscheidungen werden sofort in den Layer geschrieben, als Felder seiner Tabelle; Umrisse bleiben, wie sie sind, außer Sie formen sie um.</translation>
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
      <source>Accuracy needs to know where you have looked for missed changes, too: mark at least one reviewed area first.</source>
      <translation>Für die Genauigkeit muss bekannt sein, wo Sie auch nach übersehenen Veränderungen gesucht haben: Markieren Sie zuerst mindestens ein geprüftes Gebiet.</translation>
    </message>
    <message>
      <source>All of the reviewed areas is covered by undecided polygons: decide them first.</source>
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
      <source>A review is kept in a GeoPackage; this layer is in another format. Save it as one first.</source>
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
      <source>Another program holds the GeoPackage ({reason}):
{path}
Close it there, or save the layer as a new GeoPackage.</source>
      <translation>Ein anderes Programm hält das GeoPackage offen ({reason}):
{path}
Schließen Sie es dort, oder speichern Sie den Layer als neues GeoPackage.</translation>
    </message>
    <message>
      <source>There is a file of that name already:
{path}</source>
      <translation>Eine Datei dieses Namens gibt es schon:
{path}</translation>
    </message>
    <message>
      <source>The GeoPackage could not be written: {reason}</source>
      <translation>Das GeoPackage ließ sich nicht schreiben: {reason}</translation>
    </message>
    <message>
      <source>The GeoPackage could not be read back:
{path}</source>
      <translation>Das GeoPackage ließ sich nicht wieder einlesen:
{path}</translation>
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
      <source>The area cannot be placed in the layer's CRS: {reason}</source>
      <translation>Das Gebiet lässt sich nicht in das KBS des Layers übertragen: {reason}</translation>
    </message>
    <message>
      <source>Layer '{name}' is being edited. Save or discard the edits first.</source>
      <translation>Der Layer „{name}“ wird gerade bearbeitet. Speichern oder verwerfen Sie zuerst die Bearbeitung.</translation>
    </message>
    <message>
      <source>QGIS does not say why</source>
      <translation>QGIS sagt nicht, warum</translation>
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
      <source>What the checks say</source>
      <translation>Was die Prüfungen ergeben</translation>
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
      <source>The data cannot be used as it is:</source>
      <translation>Die Daten lassen sich so nicht verwenden:</translation>
    </message>
    <message>
      <source>{training} tiles to learn from ({training_ha} ha), {validation} to judge by ({validation_ha} ha)</source>
      <translation>{training} Kacheln zum Lernen ({training_ha} ha), {validation} zum Beurteilen ({validation_ha} ha)</translation>
    </message>
    <message>
      <source>{count} polygons</source>
      <translation>{count} Polygone</translation>
    </message>
    <message>
      <source>{share} % of the labelled ground changed</source>
      <translation>{share} % des gelabelten Gebiets haben sich verändert</translation>
    </message>
    <message>
      <source>{count} tiles of ground without labels</source>
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
      <source>Sample points</source>
      <translation>Stichprobe ziehen</translation>
    </message>
    <message>
      <source>sample,sampling,random,stratified,points,validation,reference,Olofsson,accuracy,area,Neyman,strata</source>
      <translation>Stichprobe,zufällig,geschichtet,Punkte,Validierung,Referenz,Olofsson,Genauigkeit,Fläche,Neyman,Schichten,sample</translation>
    </message>
    <message>
      <source>Draws a stratified random sample of a change map, ready to be interpreted.</source>
      <translation>Zieht eine geschichtete Zufallsstichprobe einer Veränderungskarte, bereit zur Interpretation.</translation>
    </message>
    <message>
      <source>Draws pixels of a change map at random within each of its classes (strata), as points with an empty field 'reference'. Say there for each point, from imagery that you trust, what class it truly is; then 'Estimate area' tells the areas with their confidence intervals (Olofsson et al. 2014, Remote Sensing of Environment 148).
Allocation: equal (as many points in each class), proportional (to its area), optimal (to its area times the expected deviation, with at least 50 points in rare classes where the sample is large enough).
The points come in random order, coloured by whether they are interpreted, not by their class, so that who interprets them is not led by the map. The same seed gives the same points.</source>
      <translation>Zieht Pixel einer Veränderungskarte zufällig innerhalb jeder ihrer Klassen (Schichten), als Punkte mit einem leeren Feld 'reference'. Tragen Sie dort für jeden Punkt aus Bildern, denen Sie trauen, ein, welcher Klasse er wirklich angehört; dann nennt 'Fläche schätzen' die Flächen mit ihren Vertrauensbereichen (Olofsson et al. 2014, Remote Sensing of Environment 148).
Aufteilung: gleich (ebenso viele Punkte in jeder Klasse), proportional (zu ihrer Fläche), optimal (zu ihrer Fläche mal der erwarteten Abweichung, mit mindestens 50 Punkten in seltenen Klassen, wo die Stichprobe groß genug ist).
Die Punkte kommen in zufälliger Reihenfolge, gefärbt danach, ob sie interpretiert sind, nicht nach ihrer Klasse, damit die Karte niemanden leitet. Derselbe Startwert gibt dieselben Punkte.</translation>
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
      <source>How the points are shared among the classes: 0 equal, 1 proportional, 2 optimal.</source>
      <translation>Wie die Punkte auf die Klassen verteilt werden: 0 gleich, 1 proportional, 2 optimal.</translation>
    </message>
    <message>
      <source>Number of points</source>
      <translation>Anzahl der Punkte</translation>
    </message>
    <message>
      <source>How many points in all. Empty: enough for a standard error of 0.01 of the overall accuracy, and at least 50 for each class.</source>
      <translation>Wie viele Punkte insgesamt. Leer: genug für einen Standardfehler von 0,01 der Gesamtgenauigkeit, und mindestens 50 je Klasse.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>Any number: the same gives the same points again, another gives others.</source>
      <translation>Irgendeine Zahl: dieselbe gibt wieder dieselben Punkte, eine andere gibt andere.</translation>
    </message>
    <message>
      <source>Minimum distance (m)</source>
      <translation>Mindestabstand (m)</translation>
    </message>
    <message>
      <source>Least distance between any two points, in metres on the ground. 0: none. Large distances leave out points and make the estimates a little less sound.</source>
      <translation>Kleinster Abstand zweier Punkte, in Metern am Boden. 0: keiner. Große Abstände lassen Punkte weg und machen die Schätzungen etwas weniger verlässlich.</translation>
    </message>
    <message>
      <source>Expected user's accuracies</source>
      <translation>Erwartete Nutzergenauigkeiten</translation>
    </message>
    <message>
      <source>For the optimal allocation and the automatic number: class values and the user's accuracies that you expect, such as '0=0.95, 1=0.7'. Empty: 0.95 for 0 (no change), 0.7 for all others.</source>
      <translation>Für die optimale Aufteilung und die automatische Anzahl: Klassenwerte und die Nutzergenauigkeiten, die Sie erwarten, etwa '0=0.95, 1=0.7'. Leer: 0,95 für 0 (keine Veränderung), 0,7 für alle anderen.</translation>
    </message>
    <message>
      <source>Sample</source>
      <translation>Stichprobe</translation>
    </message>
    <message>
      <source>Points in the middle of pixels: id, stratum (class in the map) and its name, reference (empty, to be filled in), comment.</source>
      <translation>Punkte in der Mitte von Pixeln: id, stratum (Klasse in der Karte) und ihr Name, reference (leer, auszufüllen), comment.</translation>
    </message>
    <message>
      <source>Sample of {map}</source>
      <translation>Stichprobe aus {map}</translation>
    </message>
  </context>
  <context>
    <name>TrainModel</name>
    <message>
      <source>HTML files (*.html)</source>
      <translation>HTML-Dateien (*.html)</translation>
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
      <source>Makes a model better where you work, from polygons of what changed there.</source>
      <translation>Macht ein Modell dort besser, wo Sie arbeiten, mit Polygonen dessen, was sich dort verändert hat.</translation>
    </message>
    <message>
      <source>Continues a change model on your own ground, or trains one from scratch. Digitise some dozens of changes, and the area within which you have digitised all of them; ten minutes on a laptop are enough to make a difference.
Some of the labelled ground is set aside, in blocks, to judge by; the epoch that does best there is kept. The report and the model's card compare the new model with the base on that ground.
So that the model does not forget what it could do elsewhere, it is held to what the base says of your ground without labels; chips of other ground may be replayed, too.
The result is one ONNX file that all tools take. Beside it lie its card, a figure, a STAC item and, in the folder with the ending .training, a log for TensorBoard. A training that was cancelled or killed goes on when it is run again with the same data, settings and MODEL.
Training needs the component 'Training' of the runtime: run 'Install runtime' once.</source>
      <translation>Führt das Training eines Veränderungsmodells in Ihrem eigenen Gebiet fort, oder trainiert eines von Grund auf. Digitalisieren Sie einige Dutzend Veränderungen, und das Gebiet, in dem Sie alle digitalisiert haben; zehn Minuten auf einem Laptop machen schon einen Unterschied.
Ein Teil des gelabelten Gebiets wird in Blöcken zurückbehalten, um daran zu beurteilen; die Epoche, die dort am besten ist, wird behalten. Der Bericht und der Steckbrief des Modells vergleichen das neue Modell dort mit der Basis.
Damit das Modell nicht vergisst, was es anderswo konnte, wird es in Ihrem Gebiet ohne Labels an das gebunden, was die Basis sagt; auch Chips aus anderen Gebieten lassen sich wiederholen.
Das Ergebnis ist eine ONNX-Datei, die alle Werkzeuge nehmen. Daneben liegen der Steckbrief, eine Abbildung, ein STAC-Item und, im Ordner mit der Endung .training, ein Protokoll für TensorBoard. Ein abgebrochenes oder abgestürztes Training geht weiter, wenn es mit denselben Daten, Einstellungen und MODEL erneut ausgeführt wird.
Trainieren braucht die Komponente „Training“ der Laufzeitumgebung: Führen Sie einmal „Laufzeitumgebung installieren“ aus.</translation>
    </message>
    <message>
      <source>Title of the model</source>
      <translation>Titel des Modells</translation>
    </message>
    <message>
      <source>What lists of models call it. Empty: the file's name.</source>
      <translation>Wie Listen von Modellen es nennen. Leer: der Name der Datei.</translation>
    </message>
    <message>
      <source>Go on where an earlier training stopped</source>
      <translation>Ein früheres, angehaltenes Training fortsetzen</translation>
    </message>
    <message>
      <source>Of the same model, data and settings; otherwise it begins anew.</source>
      <translation>Mit demselben Modell, denselben Daten und Einstellungen; sonst beginnt es von vorn.</translation>
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
      <source>The model file. Its name, without the ending, becomes the model's id.</source>
      <translation>Die Modelldatei. Ihr Name, ohne die Endung, wird die Kennung des Modells.</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>One HTML file with measures, curves, pictures and settings.</source>
      <translation>Eine HTML-Datei mit Maßen, Kurven, Bildern und Einstellungen.</translation>
    </message>
    <message>
      <source>F1 on the validation ground</source>
      <translation>F1 im Validierungsgebiet</translation>
    </message>
    <message>
      <source>IoU on the validation ground</source>
      <translation>IoU im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Precision on the validation ground</source>
      <translation>Precision im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Recall on the validation ground</source>
      <translation>Recall im Validierungsgebiet</translation>
    </message>
    <message>
      <source>F1 of the base model on the validation ground</source>
      <translation>F1 des Basismodells im Validierungsgebiet</translation>
    </message>
    <message>
      <source>Epoch that was kept</source>
      <translation>Behaltene Epoche</translation>
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
      <source>Labels (what changed)</source>
      <translation>Labels (was sich verändert hat)</translation>
    </message>
    <message>
      <source>Polygons of what changed between the dates, in any CRS.</source>
      <translation>Polygone dessen, was sich zwischen den Zeitpunkten verändert hat, in beliebigem KBS.</translation>
    </message>
    <message>
      <source>Class field</source>
      <translation>Klassenfeld</translation>
    </message>
    <message>
      <source>Field with the class of each change, such as 'new building'. Empty: change as such, one class.</source>
      <translation>Feld mit der Klasse jeder Veränderung, etwa „Neubau“. Leer: Veränderung als solche, eine Klasse.</translation>
    </message>
    <message>
      <source>Area within which labelling is complete</source>
      <translation>Gebiet, in dem die Labels vollständig sind</translation>
    </message>
    <message>
      <source>Polygons within which every change has a label: the rest of them is taken for unchanged, all ground outside them for unknown. Empty: the tiles that labels touch.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat: Ihr Rest gilt als unverändert, alles außerhalb als unbekannt. Leer: die Kacheln, die Labels berühren.</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>The same number gives the same choice.</source>
      <translation>Dieselbe Zahl gibt dieselbe Auswahl.</translation>
    </message>
    <message>
      <source>a number from {least:g} to {most:g}</source>
      <translation>eine Zahl von {least:g} bis {most:g}</translation>
    </message>
    <message>
      <source>{count} labels of '{layer}' have an invalid geometry: it is mended for the training.</source>
      <translation>{count} Labels von „{layer}“ haben eine ungültige Geometrie: Sie wird für das Training berichtigt.</translation>
    </message>
    <message>
      <source>{count} labels of '{layer}' have no geometry: they are left out.</source>
      <translation>{count} Labels von „{layer}“ haben keine Geometrie: Sie werden ausgelassen.</translation>
    </message>
    <message>
      <source>Before (earlier dates)</source>
      <translation>Vorher (frühere Zeitpunkte)</translation>
    </message>
    <message>
      <source>The image of the earlier date; of several pairs, one for each, in the order of the pairs.</source>
      <translation>Das Bild des früheren Zeitpunkts; bei mehreren Paaren eines je Paar, in der Reihenfolge der Paare.</translation>
    </message>
    <message>
      <source>After (later dates)</source>
      <translation>Nachher (spätere Zeitpunkte)</translation>
    </message>
    <message>
      <source>The image of the later date; of several pairs, one for each, in the same order.</source>
      <translation>Das Bild des späteren Zeitpunkts; bei mehreren Paaren eines je Paar, in derselben Reihenfolge.</translation>
    </message>
    <message>
      <source>Polygons of what changed between the dates, in any CRS: one layer for all pairs, or one for each.</source>
      <translation>Polygone dessen, was sich zwischen den Zeitpunkten verändert hat, in beliebigem KBS: ein Layer für alle Paare oder einer je Paar.</translation>
    </message>
    <message>
      <source>Field of the labels with the class of each change. Classes that the base model has keep their meaning; for others it gets a new last layer. Empty: change as such.</source>
      <translation>Feld der Labels mit der Klasse jeder Veränderung. Klassen, die das Basismodell hat, behalten ihre Bedeutung; für andere bekommt es eine neue letzte Schicht. Leer: Veränderung als solche.</translation>
    </message>
    <message>
      <source>Polygons within which every change has a label: the rest of them is taken for unchanged, all ground outside them for unknown. Empty: the tiles of 128 pixels that labels touch.</source>
      <translation>Polygone, in denen jede Veränderung ein Label hat: Ihr Rest gilt als unverändert, alles außerhalb als unbekannt. Leer: die Kacheln von 128 Pixeln, die Labels berühren.</translation>
    </message>
    <message>
      <source>Folders of chips</source>
      <translation>Ordner mit Chips</translation>
    </message>
    <message>
      <source>Chips to learn from, beside or in place of layers: what 'Export chips' wrote; A, B and label (LEVIR-CD); or images_before, images_after and labels (Esri). Several folders are separated by semicolons.</source>
      <translation>Chips zum Lernen, neben Layern oder an ihrer Stelle: was „Chips exportieren“ geschrieben hat; A, B und label (LEVIR-CD); oder images_before, images_after und labels (Esri). Mehrere Ordner werden durch Semikolons getrennt.</translation>
    </message>
    <message>
      <source>What the training starts from: the id of a model or the path of an ONNX file, which is continued; or an architecture, which is trained from scratch, such as siamese_unet, siamese_unet:resnet18, early_fusion_unet, early_fusion_fcn, fusion_unet:resnet50 or stanet.</source>
      <translation>Wovon das Training ausgeht: die Kennung eines Modells oder der Pfad einer ONNX-Datei, die weitertrainiert wird; oder eine Architektur, die von Grund auf trainiert wird, etwa siamese_unet, siamese_unet:resnet18, early_fusion_unet, early_fusion_fcn, fusion_unet:resnet50 oder stanet.</translation>
    </message>
    <message>
      <source>Base</source>
      <translation>Basis</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>At most; it ends when it is done.</source>
      <translation>Höchstens; es endet, wenn es fertig ist.</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>Minuten</translation>
    </message>
    <message>
      <source>The training is planned to take no longer, by the speed of its first steps. Empty: as long as it takes.</source>
      <translation>Das Training wird nach der Geschwindigkeit seiner ersten Schritte so geplant, dass es nicht länger dauert. Leer: so lange, wie es dauert.</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>Lernrate</translation>
    </message>
    <message>
      <source>The highest of the schedule. Empty: 0.0005 to continue a model, 0.002 from scratch.</source>
      <translation>Die höchste des Verlaufs. Leer: 0.0005 beim Fortführen eines Modells, 0.002 von Grund auf.</translation>
    </message>
    <message>
      <source>Batch size</source>
      <translation>Batchgröße</translation>
    </message>
    <message>
      <source>Crops a step. Where the memory does not suffice, it is halved.</source>
      <translation>Ausschnitte je Schritt. Reicht der Speicher nicht, wird sie halbiert.</translation>
    </message>
    <message>
      <source>Size of the crops (pixels)</source>
      <translation>Größe der Ausschnitte (Pixel)</translation>
    </message>
    <message>
      <source>Brought to what the network can take.</source>
      <translation>Wird auf das gebracht, was das Netz nehmen kann.</translation>
    </message>
    <message>
      <source>Steps an epoch</source>
      <translation>Schritte je Epoche</translation>
    </message>
    <message>
      <source>Empty: by the labelled ground, 20 to 200.</source>
      <translation>Leer: nach dem gelabelten Gebiet, 20 bis 200.</translation>
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
      <source>How the learning rate goes: up, then down to nothing; or up and level.</source>
      <translation>Wie die Lernrate verläuft: hinauf, dann hinunter bis null; oder hinauf und gleichbleibend.</translation>
    </message>
    <message>
      <source>Epochs with a frozen encoder</source>
      <translation>Epochen mit eingefrorenem Encoder</translation>
    </message>
    <message>
      <source>For so long, the pretrained part of the network stays as it is, its statistics too. Empty: a fifth of the epochs.</source>
      <translation>So lange bleibt der vortrainierte Teil des Netzes, wie er ist, auch seine Statistik. Leer: ein Fünftel der Epochen.</translation>
    </message>
    <message>
      <source>Patience (epochs)</source>
      <translation>Geduld (Epochen)</translation>
    </message>
    <message>
      <source>It ends after so many epochs without a better value on the validation ground. 0: never.</source>
      <translation>Es endet nach so vielen Epochen ohne besseren Wert im Validierungsgebiet. 0: nie.</translation>
    </message>
    <message>
      <source>Judged by</source>
      <translation>Beurteilt nach</translation>
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
      <source>By this the best epoch is kept, and the training is ended.</source>
      <translation>Danach wird die beste Epoche behalten und das Training beendet.</translation>
    </message>
    <message>
      <source>Validation ground (share)</source>
      <translation>Validierungsgebiet (Anteil)</translation>
    </message>
    <message>
      <source>Share of the labelled ground that is set aside to judge by, in whole blocks with a gap around them.</source>
      <translation>Anteil des gelabelten Gebiets, der zum Beurteilen zurückbehalten wird, in ganzen Blöcken mit einer Lücke ringsum.</translation>
    </message>
    <message>
      <source>Balance the classes</source>
      <translation>Klassen ausgleichen</translation>
    </message>
    <message>
      <source>Half of the crops lie around changes, of each class alike, however rare they are.</source>
      <translation>Die Hälfte der Ausschnitte liegt um Veränderungen, von jeder Klasse gleich viele, wie selten sie auch sind.</translation>
    </message>
    <message>
      <source>Augmentation (strength)</source>
      <translation>Augmentierung (Stärke)</translation>
    </message>
    <message>
      <source>0: none, 1: usual, up to 3.</source>
      <translation>0: keine, 1: üblich, bis 3.</translation>
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
      <source>Augmentations</source>
      <translation>Augmentierungen</translation>
    </message>
    <message>
      <source>What is varied, so that few labels go far.</source>
      <translation>Was abgewandelt wird, damit wenige Labels weit reichen.</translation>
    </message>
    <message>
      <source>Distillation (weight)</source>
      <translation>Destillation (Gewicht)</translation>
    </message>
    <message>
      <source>Against forgetting: on your own ground without labels the network is held to what the base model says, and as much of the base's weights is mixed in as costs nothing on the validation ground. 0: off.</source>
      <translation>Gegen das Vergessen: In Ihrem eigenen Gebiet ohne Labels wird das Netz an das gebunden, was das Basismodell sagt, und von dessen Gewichten wird so viel beigemischt, wie auf der Validierungsfläche nichts kostet. 0: aus.</translation>
    </message>
    <message>
      <source>Folders of chips to replay</source>
      <translation>Ordner mit Chips zur Wiederholung</translation>
    </message>
    <message>
      <source>Against forgetting: chips of other ground that some of the crops are drawn from; they are not judged by.</source>
      <translation>Gegen das Vergessen: Chips aus anderen Gebieten, aus denen ein Teil der Ausschnitte gezogen wird; beurteilt wird nicht nach ihnen.</translation>
    </message>
    <message>
      <source>Replayed crops (share)</source>
      <translation>Wiederholte Ausschnitte (Anteil)</translation>
    </message>
    <message>
      <source>Share of the crops that come from these chips.</source>
      <translation>Anteil der Ausschnitte, die aus diesen Chips kommen.</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>Verlust</translation>
    </message>
    <message>
      <source>Such as 'bce + .5 dice', '.7 bce + .3 iou', 'focal + dice'. Empty: what suits the architecture.</source>
      <translation>Etwa 'bce + .5 dice', '.7 bce + .3 iou', 'focal + dice'. Leer: was zur Architektur passt.</translation>
    </message>
    <message>
      <source>Mixed precision</source>
      <translation>Gemischte Genauigkeit</translation>
    </message>
    <message>
      <source>Compute in half precision where the processor or the graphics card is faster with it.</source>
      <translation>Mit halber Genauigkeit rechnen, wo Prozessor oder Grafikkarte damit schneller ist.</translation>
    </message>
    <message>
      <source>Device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <source>cpu, cuda, cuda:1. Empty: a graphics card where torch can use one.</source>
      <translation>cpu, cuda, cuda:1. Leer: eine Grafikkarte, wo torch eine nutzen kann.</translation>
    </message>
    <message>
      <source>The same number, data and machine give the same model.</source>
      <translation>Dieselbe Zahl, dieselben Daten und derselbe Rechner geben dasselbe Modell.</translation>
    </message>
    <message>
      <source>Pixel size to train at, in map units. Empty: as the base model wants it, else the images'.</source>
      <translation>Pixelgröße, mit der trainiert wird, in Karteneinheiten. Leer: wie das Basismodell sie will, sonst die der Bilder.</translation>
    </message>
    <message>
      <source>Numbers of the bands, such as 3,2,1. Empty: as the base model wants them, else all.</source>
      <translation>Nummern der Bänder, etwa 3,2,1. Leer: wie das Basismodell sie will, sonst alle.</translation>
    </message>
    <message>
      <source>a whole number from {least:g} to {most:g}</source>
      <translation>eine ganze Zahl von {least:g} bis {most:g}</translation>
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
      <source>Check of the training data</source>
      <translation>Prüfung der Trainingsdaten</translation>
    </message>
    <message>
      <source>It was begun by another version of Groundshift and cannot be resumed.</source>
      <translation>Es wurde mit einer anderen Version von Groundshift begonnen und lässt sich nicht fortsetzen.</translation>
    </message>
    <message>
      <source>The training of '{name}' was not finished (last worked on {when}).</source>
      <translation>Das Training von „{name}“ wurde nicht fertig (zuletzt daran gearbeitet: {when}).</translation>
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
      <source>Give the new model a name.</source>
      <translation>Geben Sie dem neuen Modell einen Namen.</translation>
    </message>
    <message>
      <source>Training of '{name}'</source>
      <translation>Training von „{name}“</translation>
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
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>before</source>
      <translation>vorher</translation>
    </message>
  </context>
  <context>
    <name>VectorizeChange</name>
    <message>
      <source>Vectorize change</source>
      <translation>Veränderung vektorisieren</translation>
    </message>
    <message>
      <source>change,polygonize,vectorize,polygons,mask,probability,simplify,generalize,smooth,regularize,orthogonalize,right angles,buildings,footprints,holes,slivers,merge,zonal statistics</source>
      <translation>Veränderung,polygonisieren,vektorisieren,Polygone,Maske,Wahrscheinlichkeit,vereinfachen,generalisieren,glätten,regularisieren,rechte Winkel,Gebäude,Gebäudeumrisse,Löcher,Splitter,zusammenfassen,zonale Statistik,vectorize</translation>
    </message>
    <message>
      <source>Makes clean polygons of a change mask or probability.</source>
      <translation>Macht aus einer Veränderungsmaske oder -wahrscheinlichkeit saubere Polygone.</translation>
    </message>
    <message>
      <source>Makes clean polygons of a change mask or of a change probability, without predicting again.
Whole numbers are a mask: 0 is no change, other values are classes. Floating point numbers are a probability: from the threshold on, a pixel is changed; with a band for each class, as 'Detect change' writes them, the likeliest class counts. Names and colours of classes come along from rasters of 'Detect change'.
In this order: gaps are filled, small changes dropped, holes filled, slivers dropped, outlines simplified, right angles given.
Attributes: class, direction where it is known, area and perimeter on the ellipsoid and, of a probability, the mean and highest probability of the pixels.
Lengths are metres on the ground, measured with the pixel in the middle of the raster.</source>
      <translation>Macht aus einer Veränderungsmaske oder -wahrscheinlichkeit saubere Polygone, ohne erneut vorherzusagen.
Ganze Zahlen sind eine Maske: 0 ist keine Veränderung, andere Werte sind Klassen. Gleitkommazahlen sind eine Wahrscheinlichkeit: Ab dem Schwellenwert ist ein Pixel verändert; bei einem Band je Klasse, wie „Veränderung finden“ sie schreibt, zählt die wahrscheinlichste Klasse. Namen und Farben der Klassen kommen aus Rastern von „Veränderung finden“ mit.
In dieser Reihenfolge: Lücken werden gefüllt, kleine Veränderungen entfallen, Löcher werden gefüllt, Splitter entfallen, Umrisse werden vereinfacht, rechte Winkel gegeben.
Attribute: Klasse, Richtung, wo sie bekannt ist, Fläche und Umfang auf dem Ellipsoid und, bei einer Wahrscheinlichkeit, die mittlere und höchste Wahrscheinlichkeit der Pixel.
Längen sind Meter am Boden, gemessen am Pixel in der Mitte des Rasters.</translation>
    </message>
    <message>
      <source>Change mask or probability</source>
      <translation>Veränderungsmaske oder -wahrscheinlichkeit</translation>
    </message>
    <message>
      <source>A raster of changes, of 'Detect change' or any other program.</source>
      <translation>Ein Raster von Veränderungen, aus „Veränderung finden“ oder einem anderen Programm.</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
    </message>
    <message>
      <source>From which probability on a pixel is changed, between 0 and 1; of no use for a mask. Empty: the threshold that the raster was made with where it tells it, else 0.5.</source>
      <translation>Ab welcher Wahrscheinlichkeit ein Pixel verändert ist, zwischen 0 und 1; ohne Bedeutung für eine Maske. Leer: der Schwellenwert, mit dem das Raster gemacht wurde, wo es ihn nennt, sonst 0,5.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Changes smaller than this many square metres on the ground are dropped. 0: none.</source>
      <translation>Veränderungen, die kleiner als so viele Quadratmeter am Boden sind, entfallen. 0: keine.</translation>
    </message>
    <message>
      <source>Fill holes up to (m²)</source>
      <translation>Löcher füllen bis (m²)</translation>
    </message>
    <message>
      <source>Holes smaller than this many square metres are filled, unless they hold another change or no data. 0: none.</source>
      <translation>Löcher, die kleiner als so viele Quadratmeter sind, werden gefüllt, außer wenn sie eine andere Veränderung oder keine Daten enthalten. 0: keine.</translation>
    </message>
    <message>
      <source>Merge across gaps up to (m)</source>
      <translation>Über Lücken hinweg zusammenfassen bis (m)</translation>
    </message>
    <message>
      <source>Changes of one class that are no farther apart than this many metres become one, and the gap between them is filled; not across other classes or ground without data. 0: none.</source>
      <translation>Veränderungen einer Klasse, die nicht weiter als so viele Meter auseinanderliegen, werden eine, und die Lücke dazwischen wird gefüllt; nicht über andere Klassen oder Gelände ohne Daten hinweg. 0: keine.</translation>
    </message>
    <message>
      <source>Simplify details up to (m)</source>
      <translation>Einzelheiten vereinfachen bis (m)</translation>
    </message>
    <message>
      <source>Details of the outlines smaller than about this many metres are left out. Neighbours keep their common borders, without gaps or overlaps. 0: outlines follow the pixels. About one to two pixels take the steps out of slanting lines.</source>
      <translation>Einzelheiten der Umrisse, die kleiner als etwa so viele Meter sind, werden weggelassen. Nachbarn behalten ihre gemeinsamen Grenzen, ohne Lücken oder Überlappungen. 0: Umrisse folgen den Pixeln. Etwa ein bis zwei Pixel nehmen schrägen Linien die Stufen.</translation>
    </message>
    <message>
      <source>Give buildings right angles</source>
      <translation>Gebäuden rechte Winkel geben</translation>
    </message>
    <message>
      <source>Redraws each outline along the main direction of the building. A polygon stays as it is where it borders on another, would overlap one, or would agree with its pixels by less than 85 % (intersection over union).</source>
      <translation>Zeichnet jeden Umriss neu, entlang der Hauptrichtung des Gebäudes. Ein Polygon bleibt, wie es ist, wo es an ein anderes grenzt, eines überlappen würde oder mit seinen Pixeln um weniger als 85 % übereinstimmen würde (Verhältnis von Schnitt zu Vereinigung).</translation>
    </message>
    <message>
      <source>Narrowest change (m)</source>
      <translation>Schmalste Veränderung (m)</translation>
    </message>
    <message>
      <source>Slivers, which are nowhere as wide as this many metres, are dropped: most come from images that do not lie exactly on one another. 0: none.</source>
      <translation>Splitter, die nirgends so breit wie so viele Meter sind, entfallen: Die meisten kommen von Bildern, die nicht genau aufeinanderliegen. 0: keine.</translation>
    </message>
    <message>
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
    </message>
    <message>
      <source>The changes as polygons; GeoPackage, GeoJSON or what the extension says.</source>
      <translation>Die Veränderungen als Polygone; GeoPackage, GeoJSON oder was die Dateiendung sagt.</translation>
    </message>
    <message>
      <source>Polygons of {name}</source>
      <translation>Polygone von {name}</translation>
    </message>
  </context>
</TS>
