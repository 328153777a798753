package crowd

// middle are the regions of Kalimantan, Sulawesi, Bali and Nusa Tenggara. All but
// the west of Kalimantan are in the middle zone.
var middle = []region{
	{
		name: "Kalimantan Tengah", zone: wib, share: 4,
		men: names{given: []string{
			"Agustinus", "Yansen", "Damang", "Petrus", "Lambung", "Herculanus", "Dehen", "Riban", "Markus", "Sabran", "Kornelius", "Uyau",
		}},
		women: names{given: []string{
			"Elisabet", "Nyai Intan", "Yuliana", "Bawin", "Lusia", "Hermina", "Riwut Sari", "Agnes", "Tiwi", "Katarina", "Ngatia", "Emilia",
		}},
		clans:  []string{"Ngabang", "Bahing", "Usop", "Mihing", "Luwuk", "Sawang", "Kahayan", "Lihan", "Jelani", "Asan", "Binti"},
		places: []string{"Hulu", "Rimbun", "Rawang", "Betang"},
	},
	{
		name: "Kalimantan Selatan", zone: wita, share: 5,
		men: names{
			front: []string{"", "", "Muhammad", "Gusti"},
			given: []string{"Rusdiansyah", "Noor Ifansyah", "Abdul Gani", "Syarwani", "Hairani", "Rahmadi", "Aspihani", "Syahrani", "Khairani"},
			last:  []string{"", "Arsyad", "Hasbi", "Basuni", "Ideham", "Fansuri"},
		},
		women: names{
			front: []string{"", "", "Siti"},
			given: []string{"Norhasanah", "Galuh", "Rusmini", "Mahrita", "Noor Jannah", "Raudah", "Hamsiah", "Aluh", "Masliani"},
			last:  []string{"", "Arsyad", "Hasbi", "Ideham", "Mawarni"},
		},
		places: []string{"Hilir", "Apung", "Intan", "Banua"},
	},
	{
		name: "Bali", zone: wita, share: 7,
		men: names{
			front: []string{"I Wayan", "I Made", "I Nyoman", "I Ketut", "I Gede", "I Putu", "I Gusti Ngurah", "Ida Bagus"},
			given: []string{"Sudarma", "Suartana", "Arnawa", "Mahardika", "Wirawan", "Sukadana", "Astawa", "Parwata", "Widana", "Subrata"},
			last:  []string{"", "", "", "Putra", "Adnyana", "Yasa"},
		},
		women: names{
			front: []string{"Ni Wayan", "Ni Made", "Ni Nyoman", "Ni Ketut", "Ni Luh", "Ni Putu", "I Gusti Ayu", "Ida Ayu"},
			given: []string{"Sukerti", "Suryani", "Artini", "Widiasih", "Sulastri", "Puspawati", "Ariani", "Rasmini", "Sriasih", "Murniati"},
			last:  []string{"", "", "", "Dewi", "Laksmi"},
		},
		places: []string{"Subak", "Pantai", "Kaja", "Kelod"},
	},
	{
		name: "Lombok", zone: wita, share: 4,
		men: names{
			front: []string{"", "Lalu", "Lalu", "Lalu Muhammad"},
			given: []string{"Sahnan", "Mawardi", "Wirajaya", "Sukarna", "Satriawan", "Murdah", "Kertawang", "Fathurrahman"},
			last:  []string{"", "Hadi", "Putria", "Wathoni", "Jayadi"},
		},
		women: names{
			front: []string{"", "Baiq", "Baiq", "Baiq Nur"},
			given: []string{"Handayani", "Mulianah", "Rohani", "Sakinah", "Eka Sari", "Hidayati", "Laelatul", "Suhartini"},
			last:  []string{"", "Aulia", "Fitri", "Zohra"},
		},
		places: []string{"Gili", "Daya", "Lauq"},
	},
	{
		name: "Sulawesi Selatan", zone: wita, share: 8,
		men: names{
			front: []string{"", "", "Andi", "Muh."},
			given: []string{"Baso", "Lukman", "Ambo Tuwo", "La Ode", "Syamsuddin", "Hamka", "Jumardi", "Rahmat", "Sudirman", "Anwar", "Akbar"},
			last:  []string{"", "Tenri", "Daeng Ngalle", "Daeng Sitaba", "Mappatunru", "Pawellangi", "Mattalatta", "Makkuradde"},
		},
		women: names{
			front: []string{"", "", "Andi"},
			given: []string{"Tenriawaru", "Besse", "Hasnah", "Nurhayati", "Marwah", "Sitti Aminah", "Rosmiati", "Jumriah", "Wa Ode", "Kasmawati"},
			last:  []string{"", "Bau", "Daeng Kebo", "Daeng Ti'no", "Pawellangi", "Mattalatta", "Makkuradde"},
		},
		places: []string{"Teluk", "Pinisi", "Tanete"},
	},
	{
		name: "Toraja", zone: wita, share: 3,
		men:    names{given: []string{"Yunus", "Daud", "Simon", "Tandi", "Semuel", "Matius", "Marthen", "Pither", "Lukas"}},
		women:  names{given: []string{"Ludia", "Rut", "Marlina", "Agustina", "Yuli", "Damaris", "Sarlota", "Herlin", "Dorkas"}},
		clans:  []string{"Pasapan", "Rantelino", "Allolayuk", "Patandung", "Sampe", "Palimbong", "Bunga", "Tangdilintin", "Rombe"},
		places: []string{"Lembang", "Tongkonan", "Kopi"},
	},
	{
		name: "Sulawesi Utara", zone: wita, share: 4,
		men:    names{given: []string{"Johny", "Ferry", "Steven", "Denny", "Ronald", "Royke", "Hanny", "Wilson", "Noldy", "Jantje"}},
		women:  names{given: []string{"Meyke", "Deitje", "Olvie", "Grace", "Jeane", "Vonny", "Selvie", "Sherly", "Maya", "Treisje", "Linda"}},
		clans:  []string{"Wenas", "Lumentut", "Rondonuwu", "Mandagi", "Tumbelaka", "Kalalo", "Pangemanan", "Sumual", "Wowor", "Karundeng", "Lengkong"},
		places: []string{"Kawanua", "Nyiur", "Danau"},
	},
	{
		name: "Nusa Tenggara Timur", zone: wita, share: 5,
		men: names{given: []string{
			"Yohanes", "Gregorius", "Fransiskus", "Bernadus", "Yakobus", "Melkianus", "Umbu Nai", "Kanisius", "Dominggus", "Aloysius",
		}},
		women: names{given: []string{
			"Maria Goreti", "Yuliana", "Theresia", "Yustina", "Rambu Ana", "Fransiska", "Margarita", "Adelheid", "Blandina", "Kristina",
		}},
		clans:  []string{"Da Gomez", "Ndun", "Bria", "Lobo", "Nahak", "Taek", "Wula", "Keraf Ola", "Tukan", "Nggadas", "Radja", "Seran", "Benu"},
		places: []string{"Sabana", "Lontar", "Tenun", "Karang"},
	},
}

// east are the regions of the eastern zone.
var east = []region{
	{
		name: "Maluku", zone: wit, share: 4,
		men:    names{given: []string{"Johanis", "Izaac", "Benny", "Abdul Latif", "Rusli", "Jopie", "Semy", "Nurdin", "Costansius", "Hamid", "Dominggus"}},
		women:  names{given: []string{"Welmince", "Halimah", "Dina", "Costansina", "Jubaeda", "Fenny", "Mientje", "Wa Rukia", "Novita", "Salomina"}},
		clans:  []string{"Latuconsina", "Pattiasina", "Tuhumury", "Leiwakabessy", "Sahetapy", "Rumalutur", "Salampessy", "Wattimury", "Ohoirenan", "Manuhuttu", "Souhoka"},
		places: []string{"Pulau", "Pala", "Negeri"},
	},
	{
		name: "Maluku Utara", zone: wit, share: 3,
		men:    names{given: []string{"Rustam", "Ikram", "Jainudin", "Muhlis", "Yamin", "Samsir", "Albert", "Frets", "Mahdi", "Arsad"}},
		women:  names{given: []string{"Nurbaya", "Rugaya", "Salma", "Fadila", "Naima", "Sartika", "Yohana", "Hadija", "Mardia", "Suryati"}},
		clans:  []string{"", "Sangaji", "Umasugi", "Djafar", "Tobelo", "Marsaoly", "Soleman", "Togubu", "Fabanyo", "Drakel"},
		places: []string{"Cengkih", "Jazirah", "Gugus"},
	},
	{
		name: "Papua", zone: wit, share: 7,
		men: names{given: []string{
			"Yonas", "Yulianus", "Otniel", "Korinus", "Marthinus", "Esau", "Lukas", "Nius", "Demianus", "Septinus", "Obet", "Terianus",
		}},
		women: names{given: []string{
			"Yakomina", "Ester", "Mince", "Dorkas", "Selfiana", "Naomi", "Orpa", "Yosina", "Albertina", "Welmina", "Regina", "Maria",
		}},
		clans: []string{
			"Wanggai", "Kogoya", "Rumbiak", "Wenda", "Mandacan", "Suebu", "Yikwa", "Krey", "Kambu", "Rumaropen", "Tabuni", "Ayomi", "Wonda", "Kafiar",
		},
		places: []string{"Lembah", "Puncak", "Damai", "Honai", "Rawa"},
	},
}
