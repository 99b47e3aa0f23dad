//! Words of the interface, by language: what outputs say that no author wrote.

use std::collections::BTreeMap;

use super::{Theme, words};

/// The languages whose words stand here; the first one serves all that have none anywhere.
const LANGUAGES: [&str; 7] = ["en", "de", "fr", "nl", "es", "it", "pt"];

macro_rules! labels {
    ($($(#[doc = $doc:literal])+ $key:ident = $name:literal: $words:expr;)+) => {
        /// A word or phrase of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Label {
            $($(#[doc = $doc])+ $key,)+
        }

        impl Label {
            /// Every label, in declaration order.
            pub const ALL: &'static [Label] = &[$(Label::$key),+];

            /// The name that themes give it by.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Label::$key => $name,)+
                }
            }

            /// The words, in the order of [`LANGUAGES`].
            fn words(self) -> [&'static str; LANGUAGES.len()] {
                match self {
                    $(Label::$key => $words,)+
                }
            }
        }
    };
}

labels! {
    /// The title of the table of contents.
    Contents = "contents":
        ["Contents", "Inhalt", "Sommaire", "Inhoud", "Contenido", "Indice", "Conteúdo"];
    /// The title of the list of figures.
    ListOfFigures = "list-of-figures":
        ["Figures", "Abbildungen", "Figures", "Figuren", "Figuras", "Figure", "Figuras"];
    /// The title of the list of tables.
    ListOfTables = "list-of-tables":
        ["Tables", "Tabellen", "Tableaux", "Tabellen", "Tablas", "Tabelle", "Tabelas"];
    /// The title of the list of listings.
    ListOfListings = "list-of-listings":
        ["Listings", "Listings", "Listings", "Codevoorbeelden", "Listados", "Listati", "Listagens"];
    /// The title of the list of the printed edition's pages.
    ListOfPages = "list-of-pages":
        ["Pages", "Seiten", "Pages", "Pagina’s", "Páginas", "Pagine", "Páginas"];
    /// The title of the list of a book's main places.
    Landmarks = "landmarks":
        ["Landmarks", "Orientierungspunkte", "Repères", "Herkenningspunten", "Puntos de referencia", "Punti di riferimento", "Pontos de referência"];
    /// Before a figure's number.
    Figure = "figure":
        ["Figure", "Abbildung", "Figure", "Figuur", "Figura", "Figura", "Figura"];
    /// Before a table's number; also the name of a table without caption.
    Table = "table":
        ["Table", "Tabelle", "Tableau", "Tabel", "Tabla", "Tabella", "Tabela"];
    /// Before a listing's number.
    Listing = "listing":
        ["Listing", "Listing", "Listing", "Codevoorbeeld", "Listado", "Listato", "Listagem"];
    /// Before the number of a section in a reference.
    Section = "section":
        ["Section", "Abschnitt", "Section", "Paragraaf", "Sección", "Sezione", "Secção"];
    /// Before the numbers of several figures in a reference.
    Figures = "figures":
        ["Figures", "Abbildungen", "Figures", "Figuren", "Figuras", "Figure", "Figuras"];
    /// Before the numbers of several tables in a reference.
    Tables = "tables":
        ["Tables", "Tabellen", "Tableaux", "Tabellen", "Tablas", "Tabelle", "Tabelas"];
    /// Before the numbers of several listings in a reference.
    Listings = "listings":
        ["Listings", "Listings", "Listings", "Codevoorbeelden", "Listados", "Listati", "Listagens"];
    /// Before the numbers of several sections in a reference.
    Sections = "sections":
        ["Sections", "Abschnitte", "Sections", "Paragrafen", "Secciones", "Sezioni", "Secções"];
    /// Between the last two of several things.
    And = "and":
        ["and", "und", "et", "en", "y", "e", "e"];
    /// The start of a caption: the name of what it belongs to, as "Figure 3", stands for `{name}`.
    CaptionStart = "caption-start":
        ["{name}:", "{name}:", "{name}\u{a0}:", "{name}:", "{name}:", "{name}:", "{name}:"];
    /// The name of a formula on a line of its own.
    Formula = "formula":
        ["Formula", "Formel", "Formule", "Formule", "Fórmula", "Formula", "Fórmula"];
    /// The name of a block of code.
    Code = "code":
        ["Code", "Code", "Code", "Code", "Código", "Codice", "Código"];
    /// Before a page's number.
    Page = "page":
        ["Page", "Seite", "Page", "Pagina", "Página", "Pagina", "Página"];
    /// Before a page's number, short: in a reference to a page.
    PageShort = "page-short":
        ["p.", "S.", "p.", "p.", "pág.", "p.", "p."];
    /// A reference to a numbered section: its number and that of its page stand for the names.
    SectionOnPage = "section-on-page":
        ["section {section} on page {page}", "Abschnitt {section} auf Seite {page}", "section {section}, page {page}", "paragraaf {section} op pagina {page}", "sección {section} en la página {page}", "sezione {section} a pagina {page}", "secção {section} na página {page}"];
    /// Before a part's number.
    Part = "part":
        ["Part", "Teil", "Partie", "Deel", "Parte", "Parte", "Parte"];
    /// Before a chapter's number.
    Chapter = "chapter":
        ["Chapter", "Kapitel", "Chapitre", "Hoofdstuk", "Capítulo", "Capitolo", "Capítulo"];
    /// Before an appendix's letter.
    Appendix = "appendix":
        ["Appendix", "Anhang", "Annexe", "Bijlage", "Apéndice", "Appendice", "Apêndice"];
    /// The cover, in navigation.
    Cover = "cover":
        ["Cover", "Umschlag", "Couverture", "Omslag", "Cubierta", "Copertina", "Capa"];
    /// The title page, in navigation.
    TitlePage = "title-page":
        ["Title page", "Titelseite", "Page de titre", "Titelpagina", "Portada", "Frontespizio", "Página de rosto"];
    /// Where the text starts, in navigation.
    StartOfText = "start-of-text":
        ["Start of text", "Textbeginn", "Début du texte", "Begin van de tekst", "Inicio del texto", "Inizio del testo", "Início do texto"];
    /// Before the version.
    Version = "version":
        ["Version", "Version", "Version", "Versie", "Versión", "Versione", "Versão"];
    /// Before the date.
    Date = "date":
        ["Date", "Datum", "Date", "Datum", "Fecha", "Data", "Data"];
    /// Before the status.
    Status = "status":
        ["Status", "Status", "Statut", "Status", "Estado", "Stato", "Estado"];
    /// Before the classification.
    Classification = "classification":
        ["Classification", "Einstufung", "Classification", "Classificatie", "Clasificación", "Classificazione", "Classificação"];
    /// Before the publisher.
    Publisher = "publisher":
        ["Publisher", "Herausgeber", "Éditeur", "Uitgever", "Editor", "Editore", "Editora"];
    /// Before the authors.
    Authors = "authors":
        ["Authors", "Verfasser", "Auteurs", "Auteurs", "Autores", "Autori", "Autores"];
    /// A callout's own title.
    Note = "note":
        ["Note", "Hinweis", "Remarque", "Opmerking", "Nota", "Nota", "Nota"];
    /// A callout's own title.
    Tip = "tip":
        ["Tip", "Tipp", "Conseil", "Tip", "Consejo", "Suggerimento", "Dica"];
    /// A callout's own title.
    Important = "important":
        ["Important", "Wichtig", "Important", "Belangrijk", "Importante", "Importante", "Importante"];
    /// A callout's own title.
    Warning = "warning":
        ["Warning", "Warnung", "Avertissement", "Waarschuwing", "Advertencia", "Avviso", "Aviso"];
    /// A callout's own title.
    Caution = "caution":
        ["Caution", "Vorsicht", "Attention", "Voorzichtig", "Precaución", "Attenzione", "Cuidado"];
    /// The title of the footnotes.
    Footnotes = "footnotes":
        ["Footnotes", "Fußnoten", "Notes", "Voetnoten", "Notas", "Note", "Notas"];
    /// Before a footnote's number.
    Footnote = "footnote":
        ["Footnote", "Fußnote", "Note", "Voetnoot", "Nota", "Nota", "Nota"];
    /// The title of the addresses of links, on paper.
    Addresses = "addresses":
        ["Addresses", "Adressen", "Adresses", "Adressen", "Direcciones", "Indirizzi", "Endereços"];
    /// The way from a footnote back to its mark.
    BackToText = "back-to-text":
        ["Back to the text", "Zurück zum Text", "Retour au texte", "Terug naar de tekst", "Volver al texto", "Torna al testo", "Voltar ao texto"];
    /// A task that is done.
    Done = "done":
        ["Done", "Erledigt", "Fait", "Gedaan", "Hecho", "Fatto", "Feito"];
    /// A task that is not done.
    NotDone = "not-done":
        ["Not done", "Nicht erledigt", "À faire", "Niet gedaan", "Pendiente", "Da fare", "Por fazer"];
    /// In place of a picture that could not be used, before its name.
    MissingImage = "missing-image":
        ["Missing image", "Fehlendes Bild", "Image manquante", "Ontbrekende afbeelding", "Imagen no disponible", "Immagine mancante", "Imagem em falta"];
    /// A video, before its name.
    Video = "video":
        ["Video", "Video", "Vidéo", "Video", "Vídeo", "Video", "Vídeo"];
    /// A sound, before its name.
    Audio = "audio":
        ["Audio", "Audio", "Audio", "Audio", "Audio", "Audio", "Áudio"];
    /// The first link of a page, past the navigation.
    SkipToContent = "skip-to-content":
        ["Skip to content", "Zum Inhalt springen", "Aller au contenu", "Naar de inhoud", "Saltar al contenido", "Vai al contenuto", "Ir para o conteúdo"];
    /// The way to the page before.
    Previous = "previous":
        ["Previous", "Zurück", "Précédent", "Vorige", "Anterior", "Precedente", "Anterior"];
    /// The way to the page behind.
    Next = "next":
        ["Next", "Weiter", "Suivant", "Volgende", "Siguiente", "Successivo", "Seguinte"];
    /// The name of the links between pages.
    PageNavigation = "page-navigation":
        ["Neighbouring pages", "Benachbarte Seiten", "Pages voisines", "Aangrenzende pagina's", "Páginas contiguas", "Pagine vicine", "Páginas vizinhas"];
    /// The way to a section's own address, before its title.
    LinkToSection = "link-to-section":
        ["Link to section", "Link zum Abschnitt", "Lien vers la section", "Link naar sectie", "Enlace a la sección", "Link alla sezione", "Ligação para a secção"];
    /// Shows a picture large, before its description.
    Enlarge = "enlarge":
        ["Enlarge image", "Bild vergrößern", "Agrandir l’image", "Afbeelding vergroten", "Ampliar imagen", "Ingrandisci immagine", "Ampliar imagem"];
    /// Shows a picture that was opened from nearer.
    ZoomIn = "zoom-in":
        ["Zoom in", "Heranzoomen", "Zoom avant", "Inzoomen", "Acercar", "Ingrandisci", "Ampliar"];
    /// Shows a picture that was opened as a whole again.
    ZoomOut = "zoom-out":
        ["Zoom out", "Herauszoomen", "Zoom arrière", "Uitzoomen", "Alejar", "Riduci", "Reduzir"];
    /// Closes what was opened.
    Close = "close":
        ["Close", "Schließen", "Fermer", "Sluiten", "Cerrar", "Chiudi", "Fechar"];
    /// Copies a block of code.
    Copy = "copy":
        ["Copy", "Kopieren", "Copier", "Kopiëren", "Copiar", "Copia", "Copiar"];
    /// A block of code was copied.
    Copied = "copied":
        ["Copied", "Kopiert", "Copié", "Gekopieerd", "Copiado", "Copiato", "Copiado"];
    /// Opens the search over the text, and names its field.
    Search = "search":
        ["Search", "Suchen", "Rechercher", "Zoeken", "Buscar", "Cerca", "Pesquisar"];
    /// How many places a search found, which stands for `{count}`.
    SearchResults = "search-results":
        ["Results: {count}", "Treffer: {count}", "Résultats\u{a0}: {count}", "Resultaten: {count}", "Resultados: {count}", "Risultati: {count}", "Resultados: {count}"];
    /// Nothing in the text has the words that were looked for.
    NoMatch = "no-match":
        ["Nothing found", "Nichts gefunden", "Aucun résultat", "Niets gevonden", "Sin resultados", "Nessun risultato", "Nada encontrado"];
    /// The title of the list of files that a document carries along.
    AttachedFiles = "attached-files":
        ["Attached files", "Beigefügte Dateien", "Fichiers joints", "Bijgevoegde bestanden", "Archivos adjuntos", "File allegati", "Ficheiros anexos"];
    /// Before the list of those files.
    AttachedFilesLead = "attached-files-lead":
        [
            "This document carries these files along. In a PDF they are among the attachments that the viewer lists.",
            "Dieses Dokument enthält diese Dateien. In einer PDF-Datei stehen sie unter den Anlagen, die das Anzeigeprogramm auflistet.",
            "Ce document contient ces fichiers. Dans un PDF, ils figurent parmi les pièces jointes que la visionneuse affiche.",
            "Dit document bevat deze bestanden. In een pdf staan ze bij de bijlagen die het leesprogramma toont.",
            "Este documento contiene estos archivos. En un PDF figuran entre los adjuntos que muestra el visor.",
            "Questo documento contiene questi file. In un PDF si trovano tra gli allegati che il visualizzatore elenca.",
            "Este documento contém estes ficheiros. Num PDF estão entre os anexos que o visualizador mostra.",
        ];
    /// The name of a file, as a title of a column.
    File = "file":
        ["File", "Datei", "Fichier", "Bestand", "Archivo", "File", "Ficheiro"];
    /// What a file is, as a title of a column.
    Description = "description":
        ["Description", "Beschreibung", "Description", "Beschrijving", "Descripción", "Descrizione", "Descrição"];
    /// The kind of a file, as a title of a column.
    Type = "type":
        ["Type", "Typ", "Type", "Type", "Tipo", "Tipo", "Tipo"];
    /// The size of a file, as a title of a column.
    Size = "size":
        ["Size", "Größe", "Taille", "Grootte", "Tamaño", "Dimensione", "Tamanho"];
    /// What a file is to the document, as a title of a column.
    Relation = "relation":
        ["Relation", "Bezug", "Relation", "Relatie", "Relación", "Relazione", "Relação"];
    /// A file that the document, or a part of it, was made from.
    Source = "source":
        ["Source", "Quelle", "Source", "Bron", "Fuente", "Fonte", "Fonte"];
    /// A file with the data behind a table or chart.
    Data = "data":
        ["Data", "Daten", "Données", "Gegevens", "Datos", "Dati", "Dados"];
    /// A file that says the same in another form.
    Alternative = "alternative":
        ["Alternative", "Alternative", "Alternative", "Alternatief", "Alternativa", "Alternativa", "Alternativa"];
    /// A file that says more than the document.
    Supplement = "supplement":
        ["Supplement", "Ergänzung", "Complément", "Aanvulling", "Complemento", "Supplemento", "Suplemento"];
    /// On the fold with the words of a page that is shown as a picture.
    TextVersion = "text-version":
        ["Text version", "Textfassung", "Version texte", "Tekstversie", "Versión de texto", "Versione testuale", "Versão em texto"];
    /// Before the name of the file that a picture was made from.
    Original = "original":
        ["Original", "Original", "Original", "Origineel", "Original", "Originale", "Original"];
    /// The choice of colours.
    Appearance = "appearance":
        ["Appearance", "Darstellung", "Apparence", "Weergave", "Apariencia", "Aspetto", "Aparência"];
    /// Colours as the system has them.
    Automatic = "automatic":
        ["Automatic", "Automatisch", "Automatique", "Automatisch", "Automático", "Automatico", "Automático"];
    /// Colours by day.
    Light = "light":
        ["Light", "Hell", "Clair", "Licht", "Claro", "Chiaro", "Claro"];
    /// Colours by night.
    Dark = "dark":
        ["Dark", "Dunkel", "Sombre", "Donker", "Oscuro", "Scuro", "Escuro"];
    /// The title of the page that says who answers for the document.
    DocumentControl = "document-control":
        ["Document control", "Dokumentenlenkung", "Maîtrise du document", "Documentbeheer", "Control del documento", "Controllo del documento", "Controlo do documento"];
    /// Before the number a document is filed under.
    Reference = "reference":
        ["Reference", "Kennung", "Référence", "Referentie", "Referencia", "Riferimento", "Referência"];
    /// Before whoever answers for the document.
    Owner = "owner":
        ["Owner", "Verantwortlich", "Responsable", "Eigenaar", "Responsable", "Responsabile", "Responsável"];
    /// Before the day by which the document is looked through again.
    NextReview = "next-review":
        ["Next review", "Nächste Überprüfung", "Prochaine révision", "Volgende herziening", "Próxima revisión", "Prossima revisione", "Próxima revisão"];
    /// The title of the list of versions.
    VersionHistory = "version-history":
        ["Version history", "Versionsverlauf", "Historique des versions", "Versiegeschiedenis", "Historial de versiones", "Cronologia delle versioni", "Histórico de versões"];
    /// Whoever wrote a version.
    Author = "author":
        ["Author", "Verfasser", "Auteur", "Auteur", "Autor", "Autore", "Autor"];
    /// What changed in a version.
    Changes = "changes":
        ["Changes", "Änderungen", "Modifications", "Wijzigingen", "Cambios", "Modifiche", "Alterações"];
    /// The title of the list of reviewers and approvers.
    Approval = "approval":
        ["Review and approval", "Prüfung und Freigabe", "Vérification et approbation", "Beoordeling en goedkeuring", "Revisión y aprobación", "Verifica e approvazione", "Revisão e aprovação"];
    /// The part that somebody has in a document.
    PartTaken = "part-taken":
        ["Part", "Aufgabe", "Rôle", "Rol", "Función", "Ruolo", "Papel"];
    /// Somebody read the document before it was approved.
    Reviewed = "reviewed":
        ["Reviewed", "Geprüft", "Vérifié", "Beoordeeld", "Revisado", "Verificato", "Revisto"];
    /// Somebody approved the document.
    Approved = "approved":
        ["Approved", "Freigegeben", "Approuvé", "Goedgekeurd", "Aprobado", "Approvato", "Aprovado"];
    /// Somebody's name.
    Name = "name":
        ["Name", "Name", "Nom", "Naam", "Nombre", "Nome", "Nome"];
    /// Where somebody signs.
    Signature = "signature":
        ["Signature", "Unterschrift", "Signature", "Handtekening", "Firma", "Firma", "Assinatura"];
    /// The title of the list of those who get the document.
    Distribution = "distribution":
        ["Distribution", "Verteiler", "Diffusion", "Verspreiding", "Distribución", "Distribuzione", "Distribuição"];
    /// Somebody who gets the document.
    Recipient = "recipient":
        ["Recipient", "Empfänger", "Destinataire", "Ontvanger", "Destinatario", "Destinatario", "Destinatário"];
    /// Why somebody gets the document.
    ReasonOfIssue = "reason-of-issue":
        ["Reason of issue", "Grund der Ausgabe", "Motif de diffusion", "Reden van uitgifte", "Motivo de la entrega", "Motivo della consegna", "Motivo da entrega"];
    /// The part that generated pages stand in, behind all others.
    Appendices = "appendices":
        ["Appendices", "Anhang", "Annexes", "Bijlagen", "Anexos", "Appendici", "Anexos"];
    /// The title of the list of certificates.
    CertificateRegister = "certificate-register":
        ["Certificate register", "Zertifikatsverzeichnis", "Registre des certificats", "Certificatenregister", "Registro de certificados", "Registro dei certificati", "Registo de certificados"];
    /// A document by which a third party confirms something.
    Certificate = "certificate":
        ["Certificate", "Zertifikat", "Certificat", "Certificaat", "Certificado", "Certificato", "Certificado"];
    /// What a certificate certifies.
    Standard = "standard":
        ["Standard", "Norm", "Norme", "Norm", "Norma", "Norma", "Norma"];
    /// What a certificate covers.
    Scope = "scope":
        ["Scope", "Geltungsbereich", "Périmètre", "Toepassingsgebied", "Alcance", "Ambito", "Âmbito"];
    /// From when to when a certificate is valid.
    Validity = "validity":
        ["Validity", "Gültigkeit", "Validité", "Geldigheid", "Validez", "Validità", "Validade"];
    /// Before the first day of a certificate.
    ValidFrom = "valid-from":
        ["from", "ab", "du", "van", "desde el", "dal", "de"];
    /// Before the last day of a certificate.
    ValidUntil = "valid-until":
        ["until", "bis", "au", "tot en met", "hasta el", "al", "até"];
    /// Where a certificate is shown and spoken of.
    InThisDocument = "in-this-document":
        ["In this document", "In diesem Dokument", "Dans ce document", "In dit document", "En este documento", "In questo documento", "Neste documento"];
    /// Before the place where something is shown.
    Shown = "shown":
        ["Shown", "Abgebildet", "Reproduit", "Afgebeeld", "Reproducido", "Riprodotto", "Reproduzido"];
    /// Before the pages that speak of something.
    Named = "named":
        ["Named", "Genannt", "Cité", "Genoemd", "Citado", "Citato", "Citado"];
    /// The title of the table that says where controls are met.
    EvidenceMatrix = "evidence-matrix":
        ["Evidence matrix", "Nachweismatrix", "Matrice de preuves", "Bewijsmatrix", "Matriz de evidencias", "Matrice delle evidenze", "Matriz de evidências"];
    /// A requirement of a standard.
    Control = "control":
        ["Control", "Maßnahme", "Mesure", "Beheersmaatregel", "Control", "Controllo", "Controlo"];
    /// Where a control is met.
    Evidence = "evidence":
        ["Evidence", "Nachweis", "Preuve", "Bewijs", "Evidencia", "Evidenza", "Evidência"];
    /// A control that does not apply.
    NotApplicable = "not-applicable":
        ["Not applicable", "Nicht anwendbar", "Non applicable", "Niet van toepassing", "No aplicable", "Non applicabile", "Não aplicável"];
    /// A control that no page covers; also before such controls.
    NotCovered = "not-covered":
        ["Not covered", "Nicht abgedeckt", "Non couvert", "Niet gedekt", "Sin cubrir", "Non coperto", "Não coberto"];
    /// No control is left uncovered.
    AllCovered = "all-covered":
        ["Every applicable control is covered.", "Jede anwendbare Maßnahme ist abgedeckt.", "Chaque mesure applicable est couverte.", "Elke toepasselijke maatregel is gedekt.", "Todos los controles aplicables están cubiertos.", "Ogni controllo applicabile è coperto.", "Todos os controlos aplicáveis estão cobertos."];
    /// What a book says of its accessibility: its text.
    AccessText = "access-text":
        [
            "The text is real text in reading order, with nested headings, a table of contents and landmarks.",
            "Der Text ist echter Text in Lesereihenfolge, mit gegliederten Überschriften, Inhaltsverzeichnis und Orientierungspunkten.",
            "Le texte est du texte réel dans l’ordre de lecture, avec des titres hiérarchisés, une table des matières et des repères.",
            "De tekst is echte tekst in leesvolgorde, met geneste koppen, een inhoudsopgave en herkenningspunten.",
            "El texto es texto real en orden de lectura, con encabezados jerarquizados, un índice y puntos de referencia.",
            "Il testo è testo vero in ordine di lettura, con titoli gerarchici, un indice e punti di riferimento.",
            "O texto é texto real em ordem de leitura, com títulos hierárquicos, um índice e pontos de referência.",
        ];
    /// The same, of its looks.
    AccessDisplay = "access-display":
        [
            "Type, size, spacing and colours can be changed by the reading system.",
            "Schrift, Größe, Abstände und Farben lassen sich im Lesesystem ändern.",
            "La police, la taille, l’espacement et les couleurs peuvent être changés dans le système de lecture.",
            "Lettertype, grootte, witruimte en kleuren zijn in het leessysteem aan te passen.",
            "El tipo de letra, el tamaño, el espaciado y los colores se pueden cambiar en el sistema de lectura.",
            "Carattere, dimensione, spaziatura e colori si possono cambiare nel sistema di lettura.",
            "O tipo de letra, o tamanho, o espaçamento e as cores podem ser alterados no sistema de leitura.",
        ];
    /// The same, where every picture has words.
    AccessDescribed = "access-described":
        [
            "Pictures have descriptions.",
            "Bilder haben Beschreibungen.",
            "Les images ont une description.",
            "Afbeeldingen hebben een beschrijving.",
            "Las imágenes tienen descripción.",
            "Le immagini hanno una descrizione.",
            "As imagens têm descrição.",
        ];
    /// The same, where a picture has none.
    AccessUndescribed = "access-undescribed":
        [
            "Some pictures have no description.",
            "Einige Bilder haben keine Beschreibung.",
            "Certaines images n’ont pas de description.",
            "Sommige afbeeldingen hebben geen beschrijving.",
            "Algunas imágenes no tienen descripción.",
            "Alcune immagini non hanno una descrizione.",
            "Algumas imagens não têm descrição.",
        ];
    /// The same, of formulas.
    AccessFormulas = "access-formulas":
        [
            "Formulas are MathML.",
            "Formeln sind MathML.",
            "Les formules sont en MathML.",
            "Formules zijn MathML.",
            "Las fórmulas son MathML.",
            "Le formule sono in MathML.",
            "As fórmulas são MathML.",
        ];
    /// The same, of page numbers.
    AccessPages = "access-pages":
        [
            "Page numbers are those of the printed edition.",
            "Die Seitenzahlen sind die der gedruckten Ausgabe.",
            "Les numéros de page sont ceux de l’édition imprimée.",
            "De paginanummers zijn die van de gedrukte uitgave.",
            "Los números de página son los de la edición impresa.",
            "I numeri di pagina sono quelli dell’edizione a stampa.",
            "Os números de página são os da edição impressa.",
        ];
    /// The same, of videos.
    AccessVideos = "access-videos":
        [
            "Embedded videos may have no captions or descriptions.",
            "Enthaltene Videos haben möglicherweise weder Untertitel noch Beschreibung.",
            "Les vidéos intégrées peuvent être sans sous-titres ni description.",
            "Ingesloten video’s hebben mogelijk geen ondertiteling of beschrijving.",
            "Los vídeos incluidos pueden no tener subtítulos ni descripción.",
            "I video inclusi possono essere privi di sottotitoli o descrizione.",
            "Os vídeos incluídos podem não ter legendas nem descrição.",
        ];
    /// The same, of sounds.
    AccessSounds = "access-sounds":
        [
            "Embedded sounds may have no transcript.",
            "Zu enthaltenen Tonaufnahmen gibt es möglicherweise keine Abschrift.",
            "Les sons intégrés peuvent être sans transcription.",
            "Ingesloten geluid heeft mogelijk geen transcriptie.",
            "Los audios incluidos pueden no tener transcripción.",
            "Gli audio inclusi possono essere privi di trascrizione.",
            "Os áudios incluídos podem não ter transcrição.",
        ];
    /// The same, of pictures that move.
    AccessAnimated = "access-animated":
        [
            "Some pictures may be animated.",
            "Einige Bilder können bewegt sein.",
            "Certaines images peuvent être animées.",
            "Sommige afbeeldingen bewegen mogelijk.",
            "Algunas imágenes pueden estar animadas.",
            "Alcune immagini possono essere animate.",
            "Algumas imagens podem ser animadas.",
        ];
}

impl From<crate::tree::CalloutKind> for Label {
    fn from(kind: crate::tree::CalloutKind) -> Self {
        use crate::tree::CalloutKind;
        match kind {
            CalloutKind::Note => Self::Note,
            CalloutKind::Tip => Self::Tip,
            CalloutKind::Important => Self::Important,
            CalloutKind::Warning => Self::Warning,
            CalloutKind::Caution => Self::Caution,
        }
    }
}

impl Theme {
    /// The words for `label` in a language (a BCP 47 tag): the theme's own for the whole tag,
    /// else for its first part, else Recto's, else English.
    pub fn label(&self, lang: &str, label: Label) -> &str {
        let primary = lang.split('-').next().unwrap_or_default();
        let own = |lang: &str| {
            let (_, words) =
                self.tokens.labels.iter().find(|(own, _)| own.eq_ignore_ascii_case(lang))?;
            words.get(label.as_str()).map(String::as_str)
        };
        own(lang).or_else(|| own(primary)).unwrap_or_else(|| {
            if let Some(words) = words::find(primary, label.as_str()) {
                return words;
            }
            let at = LANGUAGES.iter().position(|own| own.eq_ignore_ascii_case(primary));
            label.words()[at.unwrap_or(0)]
        })
    }

    /// Whether Recto has words of its own in a language, rather than English in their place.
    pub fn speaks(&self, lang: &str) -> bool {
        let primary = lang.split('-').next().unwrap_or_default();
        let themes = self.tokens.labels.keys().map(String::as_str);
        let own = LANGUAGES.iter().copied().chain(words::languages());
        own.map(|lang| -> &str { lang })
            .chain(themes)
            .any(|own| own.eq_ignore_ascii_case(primary) || own.eq_ignore_ascii_case(lang))
    }

    /// The words for every label in a language, by its name.
    pub fn labels(&self, lang: &str) -> BTreeMap<&'static str, &str> {
        Label::ALL.iter().map(|&label| (label.as_str(), self.label(lang, label))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_the_language_and_the_theme() {
        let mut theme = Theme::shipped();
        assert_eq!(theme.label("de-AT", Label::Contents), "Inhalt");
        assert_eq!(theme.label("ja", Label::Contents), "目次");
        assert_eq!(theme.label("fi", Label::Contents), "Contents");
        assert!(theme.speaks("de-AT") && theme.speaks("zh-Hans") && !theme.speaks("fi"));
        let own = [("contents".to_owned(), "In diesem Heft".to_owned())];
        theme.tokens.labels.insert("de".to_owned(), own.into_iter().collect());
        assert_eq!(theme.label("DE-ch", Label::Contents), "In diesem Heft");
        assert_eq!(theme.label("de", Label::Next), "Weiter");
    }

    #[test]
    fn every_label_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> =
            Label::ALL.iter().map(|label| label.as_str()).collect();
        assert_eq!(names.len(), Label::ALL.len());
    }
}
