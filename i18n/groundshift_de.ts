<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>DetectChange</name>
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
      <source>Change detection</source>
      <translation>Veränderungserkennung</translation>
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
      <source>The algorithm was not prepared.</source>
      <translation>Der Algorithmus wurde nicht vorbereitet.</translation>
    </message>
    <message>
      <source>The run was stopped because the plugin was unloaded.</source>
      <translation>Der Lauf wurde angehalten, weil die Erweiterung entladen wurde.</translation>
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
      <source>Change polygons</source>
      <translation>Veränderungspolygone</translation>
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
      <source>Number of polygons</source>
      <translation>Anzahl der Polygone</translation>
    </message>
    <message>
      <source>BEFORE and AFTER are the same image: no change can be found.</source>
      <translation>BEFORE und AFTER sind dasselbe Bild: Es lässt sich keine Veränderung finden.</translation>
    </message>
    <message>
      <source>Change {before} - {after}</source>
      <translation>Veränderung {before} - {after}</translation>
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
      <source>Layer '{layer}' has no coordinate reference system.</source>
      <translation>Layer „{layer}“ hat kein Koordinatenbezugssystem.</translation>
    </message>
    <message>
      <source>Set the layer's CRS in its properties, or give the CRS to assume in ASSUMED_CRS.</source>
      <translation>Das KBS in den Eigenschaften des Layers setzen oder das anzunehmende KBS in ASSUMED_CRS angeben.</translation>
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
      <source>No pixel of the area holds data on both dates: there is nothing to compare, so no change was found.</source>
      <translation>Kein Pixel des Gebiets hat zu beiden Zeitpunkten Daten: Es gibt nichts zu vergleichen, also wurde keine Veränderung gefunden.</translation>
    </message>
    <message>
      <source>Changed: {area:,.1f} m² in {count:,} polygons; {megapixels:,.2f} million pixels in {seconds:.1f} s ({speed:.2f} a second).</source>
      <translation>Verändert: {area:,.1f} m² in {count:,} Polygonen; {megapixels:,.2f} Millionen Pixel in {seconds:.1f} s ({speed:.2f} je Sekunde).</translation>
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
      <source>Writing</source>
      <translation>Schreiben</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
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
      <source>it is placed by control points</source>
      <translation>er ist über Passpunkte verortet</translation>
    </message>
    <message>
      <source>it is rotated or mirrored</source>
      <translation>er ist gedreht oder gespiegelt</translation>
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
      <source>Resolution (units of the later date's CRS)</source>
      <translation>Auflösung (Einheiten des KBS des späteren Zeitpunkts)</translation>
    </message>
    <message>
      <source>Pixel size to work at, in map units. Empty: the coarser of the two dates', brought into the range that the model is made for. Given: used as it is, even where the model is not made for it.</source>
      <translation>Pixelgröße, mit der gearbeitet wird, in Karteneinheiten. Leer: die gröbere der beiden Zeitpunkte, in den Bereich gebracht, für den das Modell gemacht ist. Angegeben: gilt so, auch wo das Modell nicht dafür gemacht ist.</translation>
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
      <source>Numbers of the bands in the order that the model wants them, such as 3,2,1. Empty: found by wavelength, colour interpretation or, for images of three or four bands, the order red, green, blue.</source>
      <translation>Nummern der Bänder in der Reihenfolge, die das Modell will, etwa 3,2,1. Leer: gefunden über Wellenlänge, Farbinterpretation oder, bei Bildern mit drei oder vier Bändern, die Reihenfolge Rot, Grün, Blau.</translation>
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
      <source>the file does not exist</source>
      <translation>die Datei gibt es nicht</translation>
    </message>
    <message>
      <source>it is no raster that GDAL can read</source>
      <translation>es ist kein Raster, das GDAL lesen kann</translation>
    </message>
  </context>
</TS>
