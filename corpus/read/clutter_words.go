package read

// Tables of what sites print around their articles, compared by lineKey.
// French, English, and the commonest of German and Spanish.
var (
	// furniture are whole lines that are no part of any article.
	furniture = keySet(`close | fermer | share | share this | share this article | share on facebook | partager | partager l'article | partager cet article
		read more | read also | also read | see also | see more | show more | load more | lire plus | lire aussi | à lire aussi | lire la suite | voir aussi | voir plus | en savoir plus
		à lire également | lire également | sur le même sujet | sur le même thème | dans la même rubrique | à découvrir | à voir aussi | vous aimerez aussi
		related | related news | related articles | related posts | related stories | related topics | related content | more on this story | more stories | most read | most popular | trending | trending now | recommended | recommended for you | you may also like | you might also like | up next | latest news | top stories
		articles similaires | articles liés | articles connexes | articles recommandés | à propos du même sujet | les plus lus | plus lus | les plus populaires | dernières actualités | nos derniers articles | actualités liées
		advertisement | advertising | ad | sponsored | sponsored content | promoted | publicité | annonce | contenu sponsorisé | anzeige | werbung | publicidad
		subscribe | subscribe now | unsubscribe | view in browser | se désabonner | sign up | sign in | log in | login | register | newsletter | newsletters | our newsletter | s'abonner | abonnez-vous | je m'abonne | se connecter | connexion | s'inscrire | inscription | mon compte | my account
		print | print this page | imprimer | copy link | copier le lien | save | save article | save for later | enregistrer | enregistrer l'article | gift | gift article | offrir | offrir l'article | envoyer | envoyer à un ami | envoyer à un proche | send to a friend | tweet | tweeter | share this page | partager cette page | partager par e-mail | partager par mail | share by e-mail | share by email | share via email | listen | listen to this article | écouter | écouter cet article | écouter l'article | download pdf | email | e-mail | envoyer par mail
		facebook | twitter | linkedin | whatsapp | telegram | instagram | youtube | reddit | pinterest | facebook twitter | facebook twitter linkedin | facebook x whatsapp | follow us | suivez-nous
		comments | comment | leave a comment | leave a reply | add a comment | commentaires | commentaire | laisser un commentaire | commenter | réagir | réactions | no comments | aucun commentaire | post comment
		reply | répondre | quote | like | j'aime | report | signaler
		menu | forum | forums | members | membres | topics | threads | posts | search | rechercher | recherche | skip to content | skip to main content | skip navigation | aller au contenu | aller au contenu principal | retour | back | back to top | retour en haut | haut de page | retour à l'accueil | home | accueil | navigation | next | previous | suivant | précédent | next article | previous article | article suivant | article précédent | page suivante | page précédente
		tags | tag | mots-clés | étiquettes | keywords | topics | filed under | posted in | catégories | categories
		about us | à propos | contact | contact us | contactez-nous | nous contacter | contacts | privacy policy | politique de confidentialité | mentions légales | terms of use | terms of service | terms and conditions | conditions d'utilisation | cookie policy | gérer les cookies | accept all | accept cookies | tout accepter | tout refuser | impressum | datenschutz
		all rights reserved | tous droits réservés | alle rechte vorbehalten | about the author | à propos de l'auteur | author | auteur | the author | l'auteur
		teilen | mehr lesen | lesen sie auch | auch interessant | mehr zum thema | leer más | lea también | compartir
		our standards the thomson reuters trust principles | opens in new tab | opens new tab | view comments | afficher les commentaires | voir les commentaires | texte intégral | lecture
		read in english | lire en français | read in french | article réservé aux abonnés | contenu réservé aux abonnés | offrir l'article | ajouter à vos sélections | free daily newsletter | free weekly newsletter | enter your email address | votre adresse e-mail | skip past newsletter promotion | after newsletter promotion | our standards
		top | haut | reporting from | end | keyword | keywords | shared from apple news | sent from my iphone | sent from my ipad | envoyé de mon iphone | posted by | forwarded message | original message | message transféré | message d'origine`)

	// links are the furniture that titles of other articles stand under.
	links = keySet(`read more | read also | see also | lire aussi | à lire aussi | voir aussi | à lire également | lire également | sur le même sujet | sur le même thème | dans la même rubrique | à découvrir | à voir aussi | vous aimerez aussi
		related | related news | related articles | related posts | related stories | related topics | related content | more on this story | more stories | most read | most popular | trending | trending now | recommended | recommended for you | you may also like | you might also like | up next | latest news | top stories
		articles similaires | articles liés | articles connexes | articles recommandés | les plus lus | plus lus | les plus populaires | dernières actualités | nos derniers articles | actualités liées | tags | mots-clés | mehr zum thema | auch interessant`)

	// leaders begin a line that is no part of the article: the whole line goes.
	leaders = keySet(`lire aussi | à lire aussi | lire également | à lire également | voir aussi | à voir aussi | lire la suite | lire plus | read more | read also | also read | read next | see also | share this | share on | share by | share via | partager via | partager par | partager cette | partagez cette | partager sur | partagez cet | partagez sur | partager cet | partager l'article
		follow us | follow us on | suivez-nous | retrouvez-nous | rejoignez-nous sur | join us on | join our | rejoignez notre | subscribe to our | subscribe to | subscribe now | subscribe for | sign up for | sign up to | abonnez-vous | inscrivez-vous | recevez notre | recevez nos | recevez gratuitement | get our | get the latest | never miss
		download our app | download the app | téléchargez l'application | téléchargez notre application | click here to | click here for | cliquez ici pour | tap here | we use cookies | this site uses cookies | this website uses cookies | nous utilisons des cookies | ce site utilise | en poursuivant votre navigation | by continuing to
		all rights reserved | tous droits réservés | copyright | droits de reproduction | reproduction interdite | related news | related articles | articles similaires | articles liés
		log in to | sign in to | connectez-vous pour | create an account | créez un compte | cet article est réservé | this article is for subscribers | already a subscriber | déjà abonné | soutenez-nous | support our | faites un don | make a donation | donate to
		vous avez aimé cet article | si vous avez aimé | if you enjoyed | if you liked | did you like | lesen sie auch | mehr zum thema | abonnieren sie | melden sie sich
		you receive this | you are receiving this | you received this | vous recevez ce | vous recevez cette | unsubscribe | view in browser | view this email | se désabonner | pour vous désabonner | si vous ne souhaitez plus
		follow our live | suivez notre direct | suivez le direct | this article is more than | cet article a plus de | lire l'article | lire le reportage | lire l'entretien | lire l'enquête | lire notre | lire nos | privacy notice | thanks for reading | merci de votre lecture | our standards the thomson
		opens in new | loading comments | this post was originally | view all posts by | voir tous les articles`)

	// formBegins and formEnds stand around a form for a newsletter in the middle
	// of an article.
	formBegins = keySet(`newsletter | newsletters | la newsletter | notre newsletter | our newsletter | skip past newsletter promotion | sign up to | sign up for | subscribe to | inscrivez-vous | abonnez-vous`)
	formEnds   = keySet(`after newsletter promotion | sign up | subscribe | s'inscrire | je m'inscris | s'abonner | je m'abonne | inscription | valider`)

	// rights are words of lines about copyright and subscription.
	rights = keySet(`est réservée aux abonnés | reader supported publication | free or paid subscriber | appeared first on | est apparu en premier sur | all rights reserved | tous droits réservés | alle rechte vorbehalten | todos los derechos reservados`)

	// labelled begin such a line only with a colon behind them: "Photo: …".
	labelled = keySet(`photo | photos | image | images | illustration | crédit | crédits | credit | crédit photo | crédits photo | crédit image | photo credit | image credit | photo by | picture | picture credit | légende | caption | bildnachweis | foto
		tags | tag | mots-clés | keywords | topics | filed under | categories | catégories | étiquettes | posted in | related | related news | related article | see also | à lire | lire | à voir | voir | read | watch | listen | more | en savoir plus | plus d'infos
		contact | contacts | email | e-mail | courriel | tel | tél | téléphone | phone | website | site web | press contact | contact presse | media contact | facebook | twitter | instagram | linkedin | youtube | share | partager | print edition | isbn | issn | doi | posts | joined | messages | inscription | to | cc | mime version | content type | content transfer encoding | reply to | message id`)

	// labels stand in front of a sentence and are left out of its quote.
	labels = keySet(`résumé | en résumé | introduction | intro | hook | accroche | note de l'éditeur | note de la rédaction | ndlr | editor's note | editors' note | note de l'auteur | author's note | analyse | analysis
		récapitulatif | récapitulation | recap | message de clôture | closing message | mot de la fin | summary | in summary | executive summary | abstract | overview | aperçu | conclusion | conclusions | en conclusion | in conclusion | chapô | chapeau | lead | en bref | in brief | tl dr | tldr | key takeaway | takeaway | à retenir | l'essentiel | essentiel | en un mot | bottom line | the bottom line | zusammenfassung | einleitung | fazit`)

	// categories are the sections of a site, which it prints above a title.
	categories = keySet(`actualités | actualité | actu | actus | à la une | une | international | internationale | monde | le monde | politique | politiques | économie | eco | entreprises | finance | bourse | société | culture | sport | sports | sciences | science | santé | tech | technologie | technologies | high tech | numérique | environnement | climat | planète | opinion | opinions | tribune | tribunes | débats | idées | édito | éditorial | analyse | analyses | décryptage | reportage | enquête | interview | entretien | portrait | dossier | dossiers | vidéo | vidéos | podcast | direct | en direct | live | flash | exclusif | exclu | dépêche | dépêches | brèves | régions | région | france | europe | asie | afrique | amérique | amériques | états-unis | moyen-orient | proche-orient | russie | ukraine | chine | corée | justice | faits divers | médias | défense | diplomatie | guerre | conflits | nucléaire | voyages | voyage | musique | cinéma | livres | énergie | industrie | espace | cyber | sanctions | humanitaire | géopolitique | histoire | blog | blogs | accueil | infos | info | articles | article | publications
		news | world | world news | politics | business | economy | markets | money | society | arts | entertainment | health | technology | environment | climate | comment | commentary | editorial | editorials | analysis | feature | features | explainer | explained | investigation | video | videos | breaking | breaking news | exclusive | top stories | latest | us | usa | uk | asia | africa | americas | middle east | russia | china | korea | north korea | south korea | defense | defence | war | wars | conflict | nuclear | travel | music | film | books | energy | industry | space | cyber | humanitarian | diplomacy | security | geopolitics | history | home | national | local | media | law | lifestyle | travel | press release | communiqué | communiqué de presse | premium | abonnés | subscribers only | réservé aux abonnés
		nachrichten | politik | wirtschaft | ausland | welt | meinung | kultur | wissen | startseite | noticias | mundo | internacional | política`)

	// media are words that names of publishers end or begin with.
	media = keySet(`news | times | post | journal | gazette | agency | press | daily | tribune | herald | today | chronicle | observer | guardian | telegraph | magazine | review | monitor | radio | tv | télé | agence | presse | dépêche | quotidien | hebdo | info | infos | matin | soir | zeitung | tageblatt | broadcasting | wire | courrier | figaro | express | libération | watch`)

	// articles are what names of publishers begin with.
	articles = keySet(`le | la | les | l | the | der | die | das | el | il`)

	// questionLists are words of headings that questions with answers follow.
	questionLists = keySet(`faq | faqs | q a | foire aux questions | questions fréquentes | questions réponses | vos questions | your questions | questions and answers | frequently asked | häufige fragen`)

	// introducers are words of a sentence that leads to a quotation or a list,
	// which labels do not hold.
	introducers = keySet(`he | she | they | it | we | i | you | il | elle | ils | elles | on | nous | vous | je | voici | voilà | here | says | said | say | adds | added | asks | asked | writes | wrote | explains | explained | tells | told | warns | warned | notes | noted | concludes | concluded | clarifies | declared | states | stated | replied | according
		dit | a | ont | ajoute | explique | déclare | précise | affirme | raconte | demande | répond | conclut | estime | selon | rappelle | souligne | poursuit | écrit | sont | est | include | includes | are | is | was | were | as follows | suivants | suivantes | follows | following | below | ci-dessous`)

	// contact are words of the lines in which a site or an author advertises.
	contact = keySet(`contactez-nous | contactez nous | nous contacter | contact us | contact me | contactez-moi | get in touch | reach out to us | write to us | écrivez-nous | sponsoring | sponsorship | sponsors | partenariat commercial | newsletter | infolettre | suivez-le | suivez-la | follow him | follow her | follow me | suivez-moi | tweets at | tweets | can be reached at | joindre l'auteur`)

	// biography are what follows the author's name in a line about the author,
	// and profession what does so only where the name is known as the author's.
	biography = keySet(`is a journalist | is a freelance | is a staff writer | is a staff reporter | is an editor at | is the editor of | is a columnist | is a contributor | is a contributing | est journaliste | est correspondant | est correspondante | est rédacteur | est rédactrice | est chroniqueur | est chroniqueuse
		passionné de | passionné par | passionnée de | passionnée par | passionné et | passionnée et | je suis passionné | je suis passionnée | journaliste indépendant | journaliste indépendante | ist journalist | ist redakteur`)
	profession = keySet(`is | was | covers | has covered | writes | works | reports | est | couvre | travaille | écrit | ist | schreibt`)
)
