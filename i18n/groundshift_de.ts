<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
      <source>Area</source>
      <translation>Gebiet</translation>
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
    <name>ChangeTimeSeries</name>
    <message>
      <source>Detect change over a time series</source>
      <translation>Veränderung über eine Zeitreihe finden</translation>
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
      <source>Finds when each place changed, and how often, in images of three or more dates, with the network of 'Detect change'. Consecutive dates are compared, or the first with each of the others, all on the grid of the last date.
First change: the number of the date on which the first change is seen, 2 for the second date and so on; 0 is no change, 255 no data. The legend and the file's metadata (DATE_1, DATE_2, ...) tell the dates.
Number of changes: how many of the compared pairs show a change; 255 is no data.
Change polygons: those of each pair, with the dates between which the change happened in the fields 'start' and 'end'. QGIS's temporal controller plays them as they are.</source>
      <translation>Findet in Bildern von drei oder mehr Zeitpunkten, wann sich jeder Ort verändert hat, und wie oft, mit dem Netz von „Veränderung finden“. Verglichen werden aufeinanderfolgende Zeitpunkte oder der erste mit jedem der anderen, alle auf dem Gitter des letzten.
Erste Veränderung: die Nummer des Zeitpunkts, an dem die erste Veränderung zu sehen ist, 2 für den zweiten und so weiter; 0 ist keine Veränderung, 255 keine Daten. Die Legende und die Metadaten der Datei (DATE_1, DATE_2, ...) nennen die Zeitpunkte.
Anzahl der Veränderungen: wie viele der verglichenen Paare eine Veränderung zeigen; 255 ist keine Daten.
Veränderungspolygone: die jedes Paares, mit den Zeitpunkten, zwischen denen die Veränderung geschah, in den Feldern 'start' und 'end'. Die Zeitsteuerung von QGIS spielt sie ab, wie sie sind.</translation>
    </message>
    <message>
      <source>Images of the dates</source>
      <translation>Bilder der Zeitpunkte</translation>
    </message>
    <message>
      <source>Three or more images of the same place, in any order. They may differ in CRS, resolution and extent; results have the grid and extent of the last date.</source>
      <translation>Drei oder mehr Bilder desselben Ortes, in beliebiger Reihenfolge. Sie dürfen sich in KBS, Auflösung und Ausdehnung unterscheiden; Ergebnisse haben Gitter und Ausdehnung des letzten Zeitpunkts.</translation>
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
      <source>Change {first} - {last}</source>
      <translation>Veränderung {first} - {last}</translation>
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
      <source>Resolution (units of the last date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des letzten Zeitpunkts)</translation>
    </message>
    <message>
      <source>Pixel size to work at, in map units. Empty: the coarsest of the dates', brought into the range that the model is made for. Given: used as it is, even where the model is not made for it.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Karteneinheiten. Leer: die gröbste der Zeitpunkte, in den Bereich gebracht, für den das Modell gemacht ist. Angegeben: gilt so, auch wo das Modell nicht dafür gemacht ist.</translation>
    </message>
    <message>
      <source>Bands of the images</source>
      <translation>Bänder der Bilder</translation>
    </message>
    <message>
      <source>Numbers of the bands, the same for all images, in the order that the model wants them, such as 3,2,1. Empty: found for each image by wavelength, colour interpretation or the order red, green, blue.</source>
      <translation>Nummern der Bänder, für alle Bilder dieselben, in der Reihenfolge, die das Modell will, etwa 3,2,1. Leer: für jedes Bild gefunden über Wellenlänge, Farbinterpretation oder die Reihenfolge Rot, Grün, Blau.</translation>
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
Shift x and y: what must be added to the earlier date's coordinates, in units of the later date's CRS. Reliability: the share of tie points that agree; 0 means that the shift is not known.</source>
      <translation>Misst auf Bruchteile eines Pixels, wie weit der frühere Zeitpunkt verschoben werden muss, um auf dem späteren zu liegen, und verschiebt ihn.
Zeitpunkte, die um ein Pixel auseinanderliegen, zeigen entlang jeder Kante falsche Veränderung. Viele Fenster werden anhand der Umrisse darin verglichen; bewölkte oder veränderte stimmen mit den übrigen nicht überein und werden verworfen.
Ausgerichtetes Raster (optional): der frühere Zeitpunkt, mit allen Bändern und seinem Datentyp, auf den Pixeln des späteren (in der gröberen der beiden Größen). Weglassen, um nur zu messen.
Verknüpfungspunkte (optional): wo der Versatz gemessen wurde, seine Länge in Metern, seine Zuverlässigkeit, und ob er verwendet wurde.
Versatz x und y: was zu den Koordinaten des früheren Zeitpunkts addiert werden muss, in Einheiten des KBS des späteren. Zuverlässigkeit: der Anteil der Verknüpfungspunkte, die übereinstimmen; 0 heißt, dass der Versatz nicht bekannt ist.</translation>
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
      <source>Side of the square that is compared at each tie point. Larger is surer, smaller follows local distortion. Empty: 128, or less for small images.</source>
      <translation>Seite des Quadrats, das an jedem Verknüpfungspunkt verglichen wird. Größer ist sicherer, kleiner folgt örtlichen Verzerrungen. Leer: 128, oder weniger bei kleinen Bildern.</translation>
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
      <source>From which probability on a pixel is called changed, between 0 and 1. Lower finds more and errs more. Empty: the model's own.</source>
      <translation>Ab welcher Wahrscheinlichkeit ein Pixel als verändert gilt, zwischen 0 und 1. Kleiner findet mehr und irrt mehr. Leer: der Wert des Modells.</translation>
    </message>
    <message>
      <source>Smallest change (m²)</source>
      <translation>Kleinste Veränderung (m²)</translation>
    </message>
    <message>
      <source>Changes smaller than this many square metres on the ground are dropped. Empty: the model's own. 0: none is dropped.</source>
      <translation>Veränderungen, die kleiner als so viele Quadratmeter am Boden sind, entfallen. Leer: der Wert des Modells. 0: keine entfällt.</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
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
      <source>Change {before} - {after}</source>
      <translation>Veränderung {before} - {after}</translation>
    </message>
    <message>
      <source>the runtime cannot read the format '{name}'</source>
      <translation>die Laufzeitumgebung kann das Format „{name}“ nicht lesen</translation>
    </message>
    <message>
      <source>Layer '{name}' is read by QGIS: {why}.</source>
      <translation>Layer „{name}“ wird von QGIS gelesen: {why}.</translation>
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
      <source>BEFORE and AFTER are the same image: no change can be found.</source>
      <translation>BEFORE und AFTER sind dasselbe Bild: Es lässt sich keine Veränderung finden.</translation>
    </message>
    <message>
      <source>'{layer}' has no polygons: nothing is left out.</source>
      <translation>„{layer}“ hat keine Polygone: Nichts wird ausgelassen.</translation>
    </message>
  </context>
  <context>
    <name>DetectChangeClassic</name>
    <message>
      <source>Detect change (classical methods)</source>
      <translation>Veränderung finden (klassische Verfahren)</translation>
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
      <source>Difference</source>
      <translation>Differenz</translation>
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
      <source>Method</source>
      <translation>Verfahren</translation>
    </message>
    <message>
      <source>How change is measured. 0 difference: mean of the bands' absolute differences. 1 ratio: 1 - smaller / larger. 2 log-ratio: for radar intensities. 3 difference of a band index, such as NDVI. 4 change vectors: length and direction. 5 IR-MAD (Nielsen 2007): chi-square, no-change probability and the MAD variates. 6 PCA and k-means (Celik 2009) of the change vectors' lengths, 7 the same of the log-ratio: they decide by clusters, without a threshold.</source>
      <translation>Wie Veränderung gemessen wird. 0 Differenz: Mittel der absoluten Differenzen der Kanäle. 1 Verhältnis: 1 - kleinerer / größerer. 2 logarithmiertes Verhältnis: für Radarintensitäten. 3 Differenz eines Kanalindex, etwa NDVI. 4 Veränderungsvektoren: Länge und Richtung. 5 IR-MAD (Nielsen 2007): Chi-Quadrat, Wahrscheinlichkeit keiner Veränderung und die MAD-Variablen. 6 Hauptkomponenten und k-Means (Celik 2009) der Längen der Veränderungsvektoren, 7 dasselbe des logarithmierten Verhältnisses: Sie entscheiden nach Clustern, ohne Schwellenwert.</translation>
    </message>
    <message>
      <source>Band index</source>
      <translation>Kanalindex</translation>
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
    <message>
      <source>Threshold</source>
      <translation>Schwellenwert</translation>
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
    <name>ImportModel</name>
    <message>
      <source>Import model</source>
      <translation>Modell importieren</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
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
      <source>The raster of layer '{layer}' cannot be opened: {reason}</source>
      <translation>Das Raster des Layers „{layer}“ lässt sich nicht öffnen: {reason}</translation>
    </message>
    <message>
      <source>Check that the file is there and readable, or choose another layer.</source>
      <translation>Prüfen, ob die Datei vorhanden und lesbar ist, oder einen anderen Layer wählen.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' is damaged or cut short: {reason}</source>
      <translation>Das Raster des Layers „{layer}“ ist beschädigt oder abgeschnitten: {reason}</translation>
    </message>
    <message>
      <source>Copy or download the file again.</source>
      <translation>Die Datei erneut kopieren oder herunterladen.</translation>
    </message>
    <message>
      <source>The bands of layer '{layer}' hold complex numbers.</source>
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
      <source>Choose two rasters of the same place, and check that the CRS of each is right.</source>
      <translation>Zwei Raster desselben Ortes wählen und prüfen, ob das KBS beider stimmt.</translation>
    </message>
    <message>
      <source>The area lies outside the ground that both '{before}' and '{after}' cover.</source>
      <translation>Das Gebiet liegt außerhalb des Bodens, den „{before}“ und „{after}“ beide abdecken.</translation>
    </message>
    <message>
      <source>Choose an area that meets both layers, and check its CRS.</source>
      <translation>Ein Gebiet wählen, das beide Layer berührt, und sein KBS prüfen.</translation>
    </message>
    <message>
      <source>The area '{layer}' has no polygons to work in.</source>
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
      <source>The area '{layer}' is a layer of points or lines.</source>
      <translation>Das Gebiet „{layer}“ ist ein Punkt- oder Linienlayer.</translation>
    </message>
    <message>
      <source>Use a polygon layer (Vector &gt; Geoprocessing Tools &gt; Buffer makes one).</source>
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
      <source>Both layers are boundless, so the ground to work on is not known.</source>
      <translation>Beide Layer sind unbegrenzt, daher ist nicht bekannt, wo gearbeitet werden soll.</translation>
    </message>
    <message>
      <source>Give an AREA or an EXTENT.</source>
      <translation>AREA oder EXTENT angeben.</translation>
    </message>
    <message>
      <source>The area needs {width} x {height} pixels, more than the {limit} that can be handled.</source>
      <translation>Das Gebiet braucht {width} x {height} Pixel, mehr als die {limit}, die möglich sind.</translation>
    </message>
    <message>
      <source>Choose a smaller area or a coarser RESOLUTION.</source>
      <translation>Ein kleineres Gebiet oder eine gröbere RESOLUTION wählen.</translation>
    </message>
    <message>
      <source>{count} bands were chosen of layer '{layer}', but the model wants {wanted}: {names}.</source>
      <translation>Von Layer „{layer}“ wurden {count} Bänder gewählt, das Modell will aber {wanted}: {names}.</translation>
    </message>
    <message>
      <source>List exactly {wanted} band numbers, such as '3,2,1'.</source>
      <translation>Genau {wanted} Bandnummern angeben, etwa „3,2,1“.</translation>
    </message>
    <message>
      <source>{before} bands were chosen of the earlier date, but {after} of the later one.</source>
      <translation>Vom früheren Zeitpunkt wurden {before} Kanäle gewählt, vom späteren aber {after}.</translation>
    </message>
    <message>
      <source>List as many bands of one date as of the other, in the same order.</source>
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
      <source>It is not known which bands of layer '{layer}' are {names}. Its bands: {bands}.</source>
      <translation>Es ist nicht bekannt, welche Bänder des Layers „{layer}“ {names} sind. Seine Bänder: {bands}.</translation>
    </message>
    <message>
      <source>Say which in {option}, in the order {names}, such as '3,2,1'.</source>
      <translation>In {option} angeben, welche es sind, in der Reihenfolge {names}, etwa „3,2,1“.</translation>
    </message>
    <message>
      <source>The pair has a ground sample distance of {pair} m, but the model '{model}' works at {minimum} to {maximum} m.</source>
      <translation>Das Paar hat eine Bodenauflösung von {pair} m, das Modell „{model}“ arbeitet aber mit {minimum} bis {maximum} m.</translation>
    </message>
    <message>
      <source>Use finer imagery or another model, or set RESOLUTION to run all the same.</source>
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
      <source>The threshold {value} is outside 0 to 1.</source>
      <translation>Der Schwellenwert {value} liegt nicht zwischen 0 und 1.</translation>
    </message>
    <message>
      <source>Give a number above 0 and below 1, or leave it empty for the model's own.</source>
      <translation>Eine Zahl über 0 und unter 1 angeben, oder leer lassen für den Wert des Modells.</translation>
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
      <source>There is no method '{value}'.</source>
      <translation>Es gibt kein Verfahren '{value}'.</translation>
    </message>
    <message>
      <source>Choose one of {known}.</source>
      <translation>Wählen Sie eines von {known}.</translation>
    </message>
    <message>
      <source>'{text}' is no band index.</source>
      <translation>'{text}' ist kein Kanalindex.</translation>
    </message>
    <message>
      <source>Write {known}, or two different bands by number or name, such as '4,3' or 'nir,red'.</source>
      <translation>Schreiben Sie {known} oder zwei verschiedene Kanäle als Nummer oder Name, etwa '4,3' oder 'nir,red'.</translation>
    </message>
    <message>
      <source>It is not known which band is '{name}'. Bands that are compared: {bands}.</source>
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
      <source>Give the magnitude from which on a pixel is changed, or choose an automatic threshold.</source>
      <translation>Geben Sie den Betrag an, ab dem ein Pixel verändert ist, oder wählen Sie einen automatischen Schwellenwert.</translation>
    </message>
    <message>
      <source>The threshold {value} is not above 0.</source>
      <translation>Der Schwellenwert {value} ist nicht größer als 0.</translation>
    </message>
    <message>
      <source>Give a magnitude above 0, or choose an automatic threshold.</source>
      <translation>Geben Sie einen Betrag über 0 an, oder wählen Sie einen automatischen Schwellenwert.</translation>
    </message>
    <message>
      <source>The percentage {value} is outside 0 to 100.</source>
      <translation>Der Prozentsatz {value} liegt außerhalb von 0 bis 100.</translation>
    </message>
    <message>
      <source>Give the percentage of pixels that did not change, above 0 and below 100; empty is 95.</source>
      <translation>Geben Sie den Prozentsatz der unveränderten Pixel an, über 0 und unter 100; leer ist 95.</translation>
    </message>
    <message>
      <source>Band {band} of layer '{layer}' is negative on average: a ratio of it says nothing.</source>
      <translation>Kanal {band} des Layers '{layer}' ist im Mittel negativ: ein Verhältnis davon sagt nichts aus.</translation>
    </message>
    <message>
      <source>Of decibels take the difference, which is their log-ratio; else choose another method.</source>
      <translation>Bei Dezibel nehmen Sie die Differenz, sie ist das logarithmierte Verhältnis; sonst wählen Sie ein anderes Verfahren.</translation>
    </message>
    <message>
      <source>There are too few pixels with data, or too little in them varies, for this method.</source>
      <translation>Für dieses Verfahren gibt es zu wenige Pixel mit Daten, oder es schwankt zu wenig in ihnen.</translation>
    </message>
    <message>
      <source>Choose a larger area, other bands or another method.</source>
      <translation>Wählen Sie ein größeres Gebiet, andere Kanäle oder ein anderes Verfahren.</translation>
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
      <source>The model '{model}' does not say how it is to be used.</source>
      <translation>Das Modell „{model}“ sagt nicht, wie es zu verwenden ist.</translation>
    </message>
    <message>
      <source>Import it with the tool 'Import model', which asks for its specification.</source>
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
      <source>The file '{model}' does not say how it is to be used.</source>
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
      <source>Mend the specification (see models/SPEC.md) and import the model again.</source>
      <translation>Die Spezifikation berichtigen (siehe models/SPEC.md) und das Modell erneut importieren.</translation>
    </message>
    <message>
      <source>The model '{model}' has {found} inputs, but its layout {layout} needs {wanted}.</source>
      <translation>Das Modell „{model}“ hat {found} Eingänge, seine Anordnung {layout} braucht aber {wanted}.</translation>
    </message>
    <message>
      <source>Mend the layout in the specification, or export the model with the right inputs.</source>
      <translation>Die Anordnung (layout) in der Spezifikation berichtigen oder das Modell mit den richtigen Eingängen exportieren.</translation>
    </message>
    <message>
      <source>The model '{model}' takes {found} channels, but its specification says {wanted}.</source>
      <translation>Das Modell „{model}“ nimmt {found} Kanäle, seine Spezifikation sagt aber {wanted}.</translation>
    </message>
    <message>
      <source>Mend bands or layout in the specification.</source>
      <translation>In der Spezifikation bands oder layout berichtigen.</translation>
    </message>
    <message>
      <source>The installed ONNX Runtime {version} cannot run the model '{model}': {reason}</source>
      <translation>Die installierte ONNX Runtime {version} kann das Modell „{model}“ nicht ausführen: {reason}</translation>
    </message>
    <message>
      <source>Update the runtime (tool 'Install runtime'), or export the model with an older opset.</source>
      <translation>Die Laufzeitumgebung aktualisieren (Werkzeug „Laufzeitumgebung installieren“) oder das Modell mit einem älteren Opset exportieren.</translation>
    </message>
    <message>
      <source>The model '{model}' keeps weights outside its folder: {location}</source>
      <translation>Das Modell „{model}“ hat Gewichte außerhalb seines Ordners: {location}</translation>
    </message>
    <message>
      <source>Export the model as a single file, or put its weights in its own folder.</source>
      <translation>Das Modell als eine Datei exportieren oder seine Gewichte in seinen Ordner legen.</translation>
    </message>
    <message>
      <source>The model '{model}' gave an output of shape {found} where {wanted} is needed.</source>
      <translation>Das Modell „{model}“ lieferte eine Ausgabe der Form {found}, nötig ist {wanted}.</translation>
    </message>
    <message>
      <source>Mend stride, classes or output in the specification.</source>
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
      <source>The folder of the output '{path}' does not exist.</source>
      <translation>Den Ordner der Ausgabe „{path}“ gibt es nicht.</translation>
    </message>
    <message>
      <source>Make the folder, or choose another place.</source>
      <translation>Den Ordner anlegen oder einen anderen Ort wählen.</translation>
    </message>
    <message>
      <source>The folder of the output '{path}' cannot be written to.</source>
      <translation>In den Ordner der Ausgabe „{path}“ lässt sich nicht schreiben.</translation>
    </message>
    <message>
      <source>Choose a folder in which you may write.</source>
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
      <source>The output '{path}' has the extension '{extension}', which cannot be written.</source>
      <translation>Die Ausgabe „{path}“ hat die Endung „{extension}“, die sich nicht schreiben lässt.</translation>
    </message>
    <message>
      <source>Use one of {known}.</source>
      <translation>Eine von {known} verwenden.</translation>
    </message>
    <message>
      <source>The output '{path}' is there already, and open in QGIS or in another program.</source>
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
      <source>Make space, or write the outputs to another disk.</source>
      <translation>Platz schaffen oder die Ausgaben auf eine andere Festplatte schreiben.</translation>
    </message>
    <message>
      <source>The disk of '{folder}' ran full while '{path}' was written; nothing of it was kept.</source>
      <translation>Die Festplatte von „{folder}“ wurde voll, während „{path}“ geschrieben wurde; nichts davon blieb.</translation>
    </message>
    <message>
      <source>The output '{path}' could not be written: {reason}</source>
      <translation>Die Ausgabe „{path}“ ließ sich nicht schreiben: {reason}</translation>
    </message>
    <message>
      <source>Check the disk and the rights of its folder.</source>
      <translation>Die Festplatte und die Rechte des Ordners prüfen.</translation>
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
      <source>Nothing of layer '{layer}' could be read: {reason}</source>
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
      <source>Check the connection and run again; what QGIS has in its cache is not fetched twice.</source>
      <translation>Die Verbindung prüfen und erneut ausführen; was QGIS im Zwischenspeicher hat, wird nicht noch einmal geholt.</translation>
    </message>
    <message>
      <source>The area lies outside the ground that layer '{layer}' covers.</source>
      <translation>Das Gebiet liegt außerhalb des Bodens, den Layer „{layer}“ abdeckt.</translation>
    </message>
    <message>
      <source>Choose an area that meets the layer, and check its CRS.</source>
      <translation>Ein Gebiet wählen, das den Layer berührt, und sein KBS prüfen.</translation>
    </message>
    <message>
      <source>'{layer}' is not a raster layer that can be read.</source>
      <translation>„{layer}“ ist kein lesbarer Rasterlayer.</translation>
    </message>
    <message>
      <source>Choose a raster layer or a raster file.</source>
      <translation>Einen Rasterlayer oder eine Rasterdatei wählen.</translation>
    </message>
    <message>
      <source>Layer '{layer}' is no map of classes: its values are not whole numbers from 0 to 65534.</source>
      <translation>Der Layer „{layer}“ ist keine Karte von Klassen: Seine Werte sind keine ganzen Zahlen von 0 bis 65534.</translation>
    </message>
    <message>
      <source>Choose a change mask or another raster of classes; a probability needs a threshold first.</source>
      <translation>Eine Veränderungsmaske oder ein anderes Raster von Klassen wählen; eine Wahrscheinlichkeit braucht erst einen Schwellenwert.</translation>
    </message>
    <message>
      <source>The raster holds more than {limit} different values, so it is no map of classes.</source>
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
      <source>Name a field of the polygons that holds their class, or leave it empty for change as such.</source>
      <translation>Ein Feld der Polygone nennen, das ihre Klasse enthält, oder für Veränderung als solche leer lassen.</translation>
    </message>
    <message>
      <source>The class field '{field}' was given, but neither layer is one of polygons.</source>
      <translation>Das Klassenfeld „{field}“ wurde angegeben, aber keiner der beiden Layer enthält Polygone.</translation>
    </message>
    <message>
      <source>Leave CLASS_FIELD empty: rasters hold their classes themselves.</source>
      <translation>CLASS_FIELD leer lassen: Raster enthalten ihre Klassen selbst.</translation>
    </message>
    <message>
      <source>'{value}' in the field '{field}' of layer '{layer}' is no class.</source>
      <translation>„{value}“ im Feld „{field}“ des Layers „{layer}“ ist keine Klasse.</translation>
    </message>
    <message>
      <source>Use names, or whole numbers from 0 to 65534, and fill in those that are missing.</source>
      <translation>Namen oder ganze Zahlen von 0 bis 65534 verwenden und die fehlenden ergänzen.</translation>
    </message>
    <message>
      <source>The raster '{raster}' does not name its classes, so '{value}' in the field '{field}' cannot be matched.</source>
      <translation>Das Raster „{raster}“ nennt keine Namen seiner Klassen, daher lässt sich „{value}“ im Feld „{field}“ nicht zuordnen.</translation>
    </message>
    <message>
      <source>Use a field that holds the numbers of the classes, or leave CLASS_FIELD empty.</source>
      <translation>Ein Feld mit den Zahlen der Klassen verwenden oder CLASS_FIELD leer lassen.</translation>
    </message>
    <message>
      <source>'{layer}' is neither a raster nor a layer of polygons that can be read.</source>
      <translation>„{layer}“ ist weder ein Raster noch ein lesbarer Polygonlayer.</translation>
    </message>
    <message>
      <source>Choose a raster of classes or a polygon layer.</source>
      <translation>Ein Raster von Klassen oder einen Polygonlayer wählen.</translation>
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
      <source>There is no pixel that both '{predicted}' and '{reference}' know, within the area.</source>
      <translation>Es gibt im Gebiet kein Pixel, für das „{predicted}“ und „{reference}“ beide Daten haben.</translation>
    </message>
    <message>
      <source>Check the nodata values of both layers, and the area.</source>
      <translation>Die Nodata-Werte beider Layer und das Gebiet prüfen.</translation>
    </message>
    <message>
      <source>The overlap {value} is not above 0 and at most 1.</source>
      <translation>Die Überlappung {value} ist nicht größer als 0 und höchstens 1.</translation>
    </message>
    <message>
      <source>Give the least intersection over union of matching objects, such as 0.5.</source>
      <translation>Das kleinste Verhältnis von Schnitt zu Vereinigung zugeordneter Objekte angeben, etwa 0.5.</translation>
    </message>
    <message>
      <source>The map '{layer}' holds no data.</source>
      <translation>Die Karte „{layer}“ enthält keine Daten.</translation>
    </message>
    <message>
      <source>Choose another map, or check its nodata values.</source>
      <translation>Eine andere Karte wählen oder ihre Nodata-Werte prüfen.</translation>
    </message>
    <message>
      <source>There is no allocation '{value}'.</source>
      <translation>Es gibt keine Aufteilung „{value}“.</translation>
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
      <source>{value} points are too few for {strata} classes: each needs two, so at least {least}.</source>
      <translation>{value} Punkte sind zu wenige für {strata} Klassen: Jede braucht zwei, also mindestens {least}.</translation>
    </message>
    <message>
      <source>Give a larger SIZE, or leave it empty.</source>
      <translation>Eine größere SIZE angeben oder leer lassen.</translation>
    </message>
    <message>
      <source>The minimum distance {value} is no distance.</source>
      <translation>Der Mindestabstand {value} ist kein Abstand.</translation>
    </message>
    <message>
      <source>Give 0 or more metres.</source>
      <translation>0 oder mehr Meter angeben.</translation>
    </message>
    <message>
      <source>'{text}' does not say which accuracy is expected of which class.</source>
      <translation>„{text}“ sagt nicht, welche Genauigkeit von welcher Klasse erwartet wird.</translation>
    </message>
    <message>
      <source>Write class values and accuracies from 0 to 1, such as '0=0.95, 1=0.7'.</source>
      <translation>Klassenwerte und Genauigkeiten von 0 bis 1 schreiben, etwa '0=0.95, 1=0.7'.</translation>
    </message>
    <message>
      <source>The sample '{layer}' is not a layer of points that can be read.</source>
      <translation>Die Stichprobe „{layer}“ ist kein lesbarer Punktlayer.</translation>
    </message>
    <message>
      <source>Choose the interpreted points; 'Sample points' draws them.</source>
      <translation>Die interpretierten Punkte wählen; „Stichprobe ziehen“ erzeugt sie.</translation>
    </message>
    <message>
      <source>The sample '{layer}' has no field '{field}'.</source>
      <translation>Die Stichprobe „{layer}“ hat kein Feld „{field}“.</translation>
    </message>
    <message>
      <source>Name the field that holds the interpreted class; its fields are {known}.</source>
      <translation>Das Feld nennen, das die interpretierte Klasse enthält; ihre Felder sind {known}.</translation>
    </message>
    <message>
      <source>No point of '{layer}' on the map has a class in its field '{field}'.</source>
      <translation>Kein Punkt von „{layer}“ auf der Karte hat eine Klasse in seinem Feld „{field}“.</translation>
    </message>
    <message>
      <source>Interpret the points first, and check that sample and map belong together.</source>
      <translation>Zuerst die Punkte interpretieren und prüfen, ob Stichprobe und Karte zusammengehören.</translation>
    </message>
    <message>
      <source>'{value}' in the field '{field}' is no class.</source>
      <translation>„{value}“ im Feld „{field}“ ist keine Klasse.</translation>
    </message>
    <message>
      <source>Use the numbers of the classes or their names: {known}.</source>
      <translation>Die Zahlen der Klassen oder ihre Namen verwenden: {known}.</translation>
    </message>
    <message>
      <source>The class '{name}' of the map has {count} interpreted points of '{layer}', but two are needed at least.</source>
      <translation>Die Klasse „{name}“ der Karte hat {count} interpretierte Punkte von „{layer}“, aber mindestens zwei werden gebraucht.</translation>
    </message>
    <message>
      <source>Interpret more points of it, or draw a sample of this map.</source>
      <translation>Mehr Punkte von ihr interpretieren oder eine Stichprobe dieser Karte ziehen.</translation>
    </message>
    <message>
      <source>There is no choice '{value}'.</source>
      <translation>Es gibt keine Auswahl „{value}“.</translation>
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
      <source>The ground to compare has only {width} x {height} pixels, but {least} are needed each way.</source>
      <translation>Das zu vergleichende Gelände hat nur {width} x {height} Pixel, gebraucht werden aber {least} in jeder Richtung.</translation>
    </message>
    <message>
      <source>Use a larger area, or a finer RESOLUTION.</source>
      <translation>Ein größeres Gebiet oder eine feinere RESOLUTION verwenden.</translation>
    </message>
    <message>
      <source>No shift of up to {shift:g} pixels brings '{before}' onto '{after}': too few places agree on one. Nothing was written.</source>
      <translation>Kein Versatz bis zu {shift:g} Pixeln bringt „{before}“ auf „{after}“: Zu wenige Stellen stimmen in einem überein. Nichts wurde geschrieben.</translation>
    </message>
    <message>
      <source>Give a larger MAX_SHIFT, leave clouds out with EXCLUDE, choose bands that look alike, or an AREA that did not change.</source>
      <translation>Einen größeren MAX_SHIFT angeben, Wolken mit EXCLUDE auslassen, ähnlich aussehende Bänder wählen oder eine AREA, die sich nicht verändert hat.</translation>
    </message>
    <message>
      <source>The runtime that runs the networks is not installed.</source>
      <translation>Die Laufzeitumgebung, in der die Netze laufen, ist nicht installiert.</translation>
    </message>
    <message>
      <source>Run the tool 'Install runtime' once (it needs the network), or set GROUNDSHIFT_PYTHON to a Python that has it.</source>
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
      <source>Look at the log above; if memory ran out, use a smaller area or close other programs.</source>
      <translation>Das Protokoll oben ansehen; ging der Arbeitsspeicher aus, ein kleineres Gebiet verwenden oder andere Programme schließen.</translation>
    </message>
    <message>
      <source>The Python '{python}' that {origin} names is not there, or is QGIS itself.</source>
      <translation>Das Python „{python}“, das {origin} nennt, ist nicht da oder ist QGIS selbst.</translation>
    </message>
    <message>
      <source>Give the path of a Python executable in {origin}, or clear it.</source>
      <translation>In {origin} den Pfad eines ausführbaren Python angeben, oder es leeren.</translation>
    </message>
    <message>
      <source>The Python '{python}' that {origin} names cannot run the worker: {reason}</source>
      <translation>Das Python „{python}“, das {origin} nennt, kann den Arbeitsprozess nicht ausführen: {reason}</translation>
    </message>
    <message>
      <source>Install what is missing there, or clear {origin} and run the tool 'Install runtime'.</source>
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
      <source>No 64-bit Python {oldest} to {newest} was found to make the runtime from. Looked at: {places}.</source>
      <translation>Es wurde kein 64-Bit-Python {oldest} bis {newest} gefunden, um die Laufzeitumgebung zu erstellen. Angesehen: {places}.</translation>
    </message>
    <message>
      <source>Install Python, or set GROUNDSHIFT_PYTHON to a Python that has the packages which the runtime needs.</source>
      <translation>Python installieren, oder GROUNDSHIFT_PYTHON auf ein Python setzen, das die nötigen Pakete hat.</translation>
    </message>
    <message>
      <source>The Python '{python}' cannot make virtual environments: it lacks {modules}.</source>
      <translation>Das Python „{python}“ kann keine virtuellen Umgebungen erstellen: Es fehlt {modules}.</translation>
    </message>
    <message>
      <source>On Debian and Ubuntu run 'sudo apt install python3-venv' (or {package}); elsewhere install a Python that has the module venv.</source>
      <translation>Unter Debian und Ubuntu „sudo apt install python3-venv“ (oder {package}) ausführen; sonst ein Python installieren, das das Modul venv hat.</translation>
    </message>
    <message>
      <source>The packages could not be downloaded: {reason}</source>
      <translation>Die Pakete ließen sich nicht herunterladen: {reason}</translation>
    </message>
    <message>
      <source>Check the network, and the proxy in QGIS's settings or in HTTPS_PROXY, then run 'Install runtime' again: it goes on where it stopped.</source>
      <translation>Die Internetverbindung und den Proxy in den Einstellungen von QGIS oder in HTTPS_PROXY prüfen, dann „Laufzeitumgebung installieren“ erneut ausführen: Es fährt dort fort, wo es anhielt.</translation>
    </message>
    <message>
      <source>The package index's certificate is not trusted: {reason}</source>
      <translation>Dem Zertifikat des Paketverzeichnisses wird nicht vertraut: {reason}</translation>
    </message>
    <message>
      <source>Where a proxy looks into encrypted traffic, set PIP_CERT to the file with your organisation's certificates.</source>
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
      <source>Make space and run 'Install runtime' again.</source>
      <translation>Platz schaffen und „Laufzeitumgebung installieren“ erneut ausführen.</translation>
    </message>
    <message>
      <source>The disk became full while the runtime was installed into '{folder}'.</source>
      <translation>Die Festplatte wurde voll, während die Laufzeitumgebung in „{folder}“ installiert wurde.</translation>
    </message>
    <message>
      <source>Make space and run 'Install runtime' again: it goes on where it stopped.</source>
      <translation>Platz schaffen und „Laufzeitumgebung installieren“ erneut ausführen: Es fährt dort fort, wo es anhielt.</translation>
    </message>
    <message>
      <source>The runtime cannot be written to '{folder}': {reason}</source>
      <translation>Die Laufzeitumgebung lässt sich nicht in „{folder}“ schreiben: {reason}</translation>
    </message>
    <message>
      <source>Check the rights of the folder, or remove it, and run 'Install runtime' again.</source>
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
      <source>The runtime in '{folder}' is being installed already.</source>
      <translation>Die Laufzeitumgebung in „{folder}“ wird gerade schon installiert.</translation>
    </message>
    <message>
      <source>Wait until that is done; another QGIS may be at it.</source>
      <translation>Warten, bis das fertig ist; vielleicht ist ein anderes QGIS dabei.</translation>
    </message>
    <message>
      <source>The package {package} lacks a library of the system: {reason}</source>
      <translation>Dem Paket {package} fehlt eine Bibliothek des Systems: {reason}</translation>
    </message>
    <message>
      <source>On Windows install the 'Microsoft Visual C++ Redistributable' (x64), elsewhere the library that is named, then run 'Install runtime' again.</source>
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
      <source>Change between {before} and {after} cannot be detected. {reason}</source>
      <translation>Die Veränderung zwischen {before} und {after} lässt sich nicht finden. {reason}</translation>
    </message>
    <message>
      <source>Mend that, or leave one of these dates out.</source>
      <translation>Das beheben oder einen dieser Zeitpunkte weglassen.</translation>
    </message>
    <message>
      <source>A series of {count} dates is too short.</source>
      <translation>Eine Reihe von {count} Zeitpunkten ist zu kurz.</translation>
    </message>
    <message>
      <source>Give three dates or more; for two there is the tool 'Detect change'.</source>
      <translation>Drei oder mehr Zeitpunkte angeben; für zwei gibt es das Werkzeug „Veränderung finden“.</translation>
    </message>
    <message>
      <source>A series of {count} dates is more than the {limit} that can be handled.</source>
      <translation>Eine Reihe von {count} Zeitpunkten ist mehr als die {limit}, die sich verarbeiten lassen.</translation>
    </message>
    <message>
      <source>Give fewer dates.</source>
      <translation>Weniger Zeitpunkte angeben.</translation>
    </message>
    <message>
      <source>It is not known when layer '{layer}' was taken.</source>
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
      <source>'{text}' is no date.</source>
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
      <source>List one date for each raster, in their order, or none to have them found.</source>
      <translation>Einen Zeitpunkt je Raster nennen, in ihrer Reihenfolge, oder keinen, damit sie gesucht werden.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' holds the value {value}, which is no probability.</source>
      <translation>Das Raster des Layers „{layer}“ enthält den Wert {value}, der keine Wahrscheinlichkeit ist.</translation>
    </message>
    <message>
      <source>Use a probability between 0 and 1, or a mask of whole numbers.</source>
      <translation>Eine Wahrscheinlichkeit zwischen 0 und 1 oder eine Maske aus ganzen Zahlen verwenden.</translation>
    </message>
    <message>
      <source>The raster of layer '{layer}' holds more than {limit} values: it is no mask.</source>
      <translation>Das Raster des Layers „{layer}“ enthält mehr als {limit} Werte: Es ist keine Maske.</translation>
    </message>
    <message>
      <source>Use a mask whose values are classes, or a probability of floating point numbers.</source>
      <translation>Eine Maske verwenden, deren Werte Klassen sind, oder eine Wahrscheinlichkeit aus Gleitkommazahlen.</translation>
    </message>
    <message>
      <source>'{value}' is not a number from 0 on.</source>
      <translation>„{value}“ ist keine Zahl ab 0.</translation>
    </message>
    <message>
      <source>Give 0 or more; 0 switches it off.</source>
      <translation>0 oder mehr angeben; 0 schaltet es ab.</translation>
    </message>
    <message>
      <source>Something went wrong inside Groundshift: {reason}</source>
      <translation>In Groundshift ging etwas schief: {reason}</translation>
    </message>
    <message>
      <source>Please report it with the log above.</source>
      <translation>Bitte mit dem Protokoll oben melden.</translation>
    </message>
    <message>
      <source>{parameter} '{layer}': bands {bands} ({how}), {dtype}.</source>
      <translation>{parameter} „{layer}“: Bänder {bands} ({how}), {dtype}.</translation>
    </message>
    <message>
      <source>{parameter}: read as it is.</source>
      <translation>{parameter}: wird gelesen, wie es ist.</translation>
    </message>
    <message>
      <source>{parameter}: resampled onto the grid.</source>
      <translation>{parameter}: wird auf das Gitter umgerechnet.</translation>
    </message>
    <message>
      <source>{parameter} declares no nodata value; that of the other date, {value:g}, is used.</source>
      <translation>{parameter} nennt keinen Wert für fehlende Daten; der des anderen Zeitpunkts, {value:g}, wird verwendet.</translation>
    </message>
    <message>
      <source>Ground sample distance: before {before:.3g} m, after {after:.3g} m, worked on at {chosen:.3g} m (model: {minimum:g} to {maximum:g} m).</source>
      <translation>Bodenauflösung: vorher {before:.3g} m, nachher {after:.3g} m, gearbeitet wird mit {chosen:.3g} m (Modell: {minimum:g} bis {maximum:g} m).</translation>
    </message>
    <message>
      <source>Ground sample distance: before {before:.3g} m, after {after:.3g} m, worked on at {chosen:.3g} m.</source>
      <translation>Bodenauflösung: vorher {before:.3g} m, nachher {after:.3g} m, gearbeitet wird mit {chosen:.3g} m.</translation>
    </message>
    <message>
      <source>The ground sample distance {chosen:.3g} m is outside the {minimum:g} to {maximum:g} m that the model '{model}' is made for: expect poor results.</source>
      <translation>Die Bodenauflösung {chosen:.3g} m liegt außerhalb der {minimum:g} bis {maximum:g} m, für die das Modell „{model}“ gemacht ist: Es sind schlechte Ergebnisse zu erwarten.</translation>
    </message>
    <message>
      <source>Grid: {width} x {height} pixels of {gsd:.3g} m, {crs}.</source>
      <translation>Gitter: {width} x {height} Pixel zu {gsd:.3g} m, {crs}.</translation>
    </message>
    <message>
      <source>{parameter}: mean and deviation of the bands over the overlap: {values}.</source>
      <translation>{parameter}: Mittelwert und Abweichung der Bänder im Überlappungsbereich: {values}.</translation>
    </message>
    <message>
      <source>{parameter} is {dtype}, the model is made for 8-bit imagery: it is stretched.</source>
      <translation>{parameter} ist {dtype}, das Modell ist für 8-Bit-Bilder gemacht: Die Werte werden gestreckt.</translation>
    </message>
    <message>
      <source>Model '{model}' on {provider}, threshold {threshold:g}.</source>
      <translation>Modell „{model}“ auf {provider}, Schwellenwert {threshold:g}.</translation>
    </message>
    <message>
      <source>Tiles: {predicted} predicted, {outside} outside the area or overlap, {empty} without data.</source>
      <translation>Kacheln: {predicted} vorhergesagt, {outside} außerhalb von Gebiet oder Überlappung, {empty} ohne Daten.</translation>
    </message>
    <message>
      <source>Compared on {width} x {height} pixels, {crs}.</source>
      <translation>Verglichen auf {width} x {height} Pixeln, {crs}.</translation>
    </message>
    <message>
      <source>Compared {megapixels:,.2f} million pixels in {seconds:.1f} s.</source>
      <translation>{megapixels:,.2f} Millionen Pixel in {seconds:.1f} s verglichen.</translation>
    </message>
    <message>
      <source>Each layer has one class of change, with different numbers ({values}): they are taken for the same.</source>
      <translation>Jeder Layer hat eine Klasse der Veränderung, mit verschiedenen Zahlen ({values}): Sie gelten als dieselbe.</translation>
    </message>
    <message>
      <source>There are too many objects (noise?) to match them in bounded memory: only pixels are compared.</source>
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
      <source>Only {found} of {wanted} points of '{name}' could be placed at least {distance:g} m apart.</source>
      <translation>Nur {found} von {wanted} Punkten von „{name}“ ließen sich mit mindestens {distance:g} m Abstand setzen.</translation>
    </message>
    <message>
      <source>{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %).</source>
      <translation>{name}: {hectares:,.2f} ± {interval:,.2f} ha (95 %).</translation>
    </message>
    <message>
      <source>Points left out: {empty} without a class, {outside} outside the map's data. Unless they are so by chance, the estimates are biased.</source>
      <translation>Ausgelassene Punkte: {empty} ohne Klasse, {outside} außerhalb der Daten der Karte. Wenn das kein Zufall ist, sind die Schätzungen verzerrt.</translation>
    </message>
    <message>
      <source>{count} points lie in another class of the map than their stratum: was the sample drawn from this map? If not, the estimates are biased.</source>
      <translation>{count} Punkte liegen in einer anderen Klasse der Karte als ihre Schicht: Wurde die Stichprobe aus dieser Karte gezogen? Wenn nicht, sind die Schätzungen verzerrt.</translation>
    </message>
    <message>
      <source>Index {index}: bands {first} and {second} of those that are compared.</source>
      <translation>Index {index}: Kanäle {first} und {second} der verglichenen.</translation>
    </message>
    <message>
      <source>IR-MAD: {iterations} iterations, {passes} over the whole image; canonical correlations {values}.</source>
      <translation>IR-MAD: {iterations} Iterationen, davon {passes} über das ganze Bild; kanonische Korrelationen {values}.</translation>
    </message>
    <message>
      <source>IR-MAD did not settle within {iterations} iterations: the last one is used.</source>
      <translation>IR-MAD kam in {iterations} Iterationen nicht zur Ruhe: die letzte wird benutzt.</translation>
    </message>
    <message>
      <source>AFTER is brought to the radiometry of BEFORE from {count:,} invariant pixels: gain and offset {values}.</source>
      <translation>AFTER wird anhand von {count:,} unveränderten Pixeln auf die Radiometrie von BEFORE gebracht: Faktor und Versatz {values}.</translation>
    </message>
    <message>
      <source>There are too few invariant pixels to normalise the radiometry: it is left as it is.</source>
      <translation>Es gibt zu wenige unveränderte Pixel, um die Radiometrie anzugleichen: sie bleibt, wie sie ist.</translation>
    </message>
    <message>
      <source>Changed from a magnitude of {value:.6g} on ({method}).</source>
      <translation>Verändert ab einem Betrag von {value:.6g} ({method}).</translation>
    </message>
    <message>
      <source>The method {method} found no two classes in the magnitudes: the threshold is Otsu's.</source>
      <translation>Das Verfahren {method} fand keine zwei Klassen in den Beträgen: der Schwellenwert ist der von Otsu.</translation>
    </message>
    <message>
      <source>The earlier date must be moved by {x:.6g} (x) and {y:.6g} (y) map units: {length:.3g} m, {pixels:.2f} pixels. {used} of {count} tie points agree.</source>
      <translation>Der frühere Zeitpunkt muss um {x:.6g} (x) und {y:.6g} (y) Karteneinheiten verschoben werden: {length:.3g} m, {pixels:.2f} Pixel. {used} von {count} Verknüpfungspunkten stimmen überein.</translation>
    </message>
    <message>
      <source>The shift between the dates could not be measured: only {used} of {count} tie points agree. It is given as 0, with a reliability of 0.</source>
      <translation>Der Versatz zwischen den Zeitpunkten ließ sich nicht messen: Nur {used} von {count} Verknüpfungspunkten stimmen überein. Er wird als 0 angegeben, mit einer Zuverlässigkeit von 0.</translation>
    </message>
    <message>
      <source>No pixel of the area holds data on both dates: there is nothing to compare, so no change was found.</source>
      <translation>Kein Pixel des Gebiets hat zu beiden Zeitpunkten Daten: Es gibt nichts zu vergleichen, also wurde keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>Changed: {area:,.1f} m² in {count:,} polygons; {megapixels:,.2f} million pixels in {seconds:.1f} s ({speed:.2f} a second).</source>
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
      <source>Probability from {threshold:g} on is change.</source>
      <translation>Eine Wahrscheinlichkeit ab {threshold:g} ist Veränderung.</translation>
    </message>
    <message>
      <source>The raster is a mask: the threshold is of no use.</source>
      <translation>Das Raster ist eine Maske: Der Schwellenwert ist ohne Bedeutung.</translation>
    </message>
    <message>
      <source>The outlines were left as they are: simplifying them without gaps and overlaps needs shapely 2.1 with GEOS 3.12.</source>
      <translation>Die Umrisse blieben, wie sie sind: Sie ohne Lücken und Überlappungen zu vereinfachen, braucht shapely 2.1 mit GEOS 3.12.</translation>
    </message>
    <message>
      <source>{count:,} of {total:,} polygons have right angles now; the others stay as they were.</source>
      <translation>{count:,} von {total:,} Polygonen haben jetzt rechte Winkel; die anderen blieben, wie sie waren.</translation>
    </message>
    <message>
      <source>Changed: {area:,.1f} m² ({area_in_unit:,.6g} {unit}) in {count:,} polygons; {megapixels:,.2f} million pixels in {seconds:.1f} s ({speed:.2f} a second).</source>
      <translation>Verändert: {area:,.1f} m² ({area_in_unit:,.6g} {unit}) in {count:,} Polygonen; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
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
      <source>Writing</source>
      <translation>Schreiben</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
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
    <name>Pair</name>
    <message>
      <source>CRS of layers that have none</source>
      <translation>KBS von Layern ohne eigenes</translation>
    </message>
    <message>
      <source>The coordinate reference system to assume for a layer that has none of its own.</source>
      <translation>Das Koordinatenbezugssystem, das für einen Layer ohne eigenes angenommen wird.</translation>
    </message>
    <message>
      <source>the file does not exist</source>
      <translation>die Datei gibt es nicht</translation>
    </message>
    <message>
      <source>Before (earlier date)</source>
      <translation>Vorher (früherer Zeitpunkt)</translation>
    </message>
    <message>
      <source>The image of the earlier date: a raster file, or a web layer such as XYZ or WMS. It may differ from the other in CRS, resolution, extent, band order and bit depth.</source>
      <translation>Das Bild des früheren Zeitpunkts: eine Rasterdatei oder ein Weblayer wie XYZ oder WMS. Es darf sich vom anderen in KBS, Auflösung, Ausdehnung, Bandreihenfolge und Bittiefe unterscheiden.</translation>
    </message>
    <message>
      <source>After (later date)</source>
      <translation>Nachher (späterer Zeitpunkt)</translation>
    </message>
    <message>
      <source>The image of the later date. The results have its CRS.</source>
      <translation>Das Bild des späteren Zeitpunkts. Die Ergebnisse haben sein KBS.</translation>
    </message>
    <message>
      <source>Area of interest</source>
      <translation>Arbeitsgebiet</translation>
    </message>
    <message>
      <source>Polygons to work in, in any CRS; only the selected ones if you say so. Ground outside is neither read nor predicted. Empty: where the two dates overlap.</source>
      <translation>Polygone, in denen gearbeitet wird, in beliebigem KBS; auf Wunsch nur die gewählten. Was außerhalb liegt, wird weder gelesen noch vorhergesagt. Leer: wo sich die beiden Zeitpunkte überlappen.</translation>
    </message>
    <message>
      <source>Extent</source>
      <translation>Ausdehnung</translation>
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
    <message>
      <source>it is no raster that GDAL can read</source>
      <translation>es ist kein Raster, das GDAL lesen kann</translation>
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
    <name>Report</name>
    <message>
      <source>Accuracy of a change map</source>
      <translation>Genauigkeit einer Veränderungskarte</translation>
    </message>
    <message>
      <source>Areas with confidence</source>
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
      <source>In short</source>
      <translation>In Kürze</translation>
    </message>
    <message>
      <source>Class by class</source>
      <translation>Klasse für Klasse</translation>
    </message>
    <message>
      <source>Confusion matrix (pixels)</source>
      <translation>Konfusionsmatrix (Pixel)</translation>
    </message>
    <message>
      <source>Rows are what was predicted, columns what the reference says.</source>
      <translation>Zeilen sind, was vorhergesagt wurde, Spalten, was die Referenz sagt.</translation>
    </message>
    <message>
      <source>Object by object</source>
      <translation>Objekt für Objekt</translation>
    </message>
    <message>
      <source>Two objects of the same class match, one to one, where their intersection over union is at least {overlap}. Touched means that any pixel of another object of the class lies on it.</source>
      <translation>Zwei Objekte derselben Klasse werden eins zu eins zugeordnet, wo ihr Verhältnis von Schnitt zu Vereinigung mindestens {overlap} ist. Berührt heißt, dass irgendein Pixel eines anderen Objekts der Klasse darauf liegt.</translation>
    </message>
    <message>
      <source>There are too many objects to match; they were left out.</source>
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
      <source>rightly unchanged</source>
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
      <source>Points without a reference class: {empty}; outside the map: {outside}.</source>
      <translation>Punkte ohne Referenzklasse: {empty}; außerhalb der Karte: {outside}.</translation>
    </message>
    <message>
      <source>How this was made</source>
      <translation>Wie dies entstand</translation>
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
