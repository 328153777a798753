package crowd

// sumatra are the regions of Sumatra.
var sumatra = []region{
	{
		name: "Aceh", zone: wib, share: 5,
		men: names{
			front: []string{"", "", "Teuku", "Muhammad"},
			given: []string{"Iskandar", "Zulkifli", "Mustafa", "Nazaruddin", "Fauzan", "Ridwan", "Safrizal", "Munawir", "Azhari", "Syukri"},
			last:  []string{"", "Hasballah", "Syahputra", "Idris", "Usman", "Ibrahim", "Ismail", "Ar-Rasyid"},
		},
		women: names{
			front: []string{"", "", "Cut", "Nur"},
			given: []string{"Nurlaila", "Rahmah", "Zuraida", "Fitriana", "Salmiah", "Mawaddah", "Keumala", "Nadia"},
			last:  []string{"", "Hasballah", "Idris", "Usman", "Ibrahim", "Ismail", "Safira"},
		},
		places: []string{"Rimba", "Kuala", "Dataran", "Pesisir"},
	},
	{
		name: "Sumatera Utara", zone: wib, share: 7,
		men: names{given: []string{
			"Togar", "Parlindungan", "Hotman", "Poltak", "Saut", "Binsar", "Jonggi", "Tumpal", "Bonar", "Rikardo", "Gideon",
			"Ucok Martua", "Mangasi", "Jhon Hendri",
		}},
		women: names{given: []string{
			"Rotua", "Tiurma", "Lasma", "Romauli", "Duma", "Hotmaida", "Mariani", "Sondang", "Tiominar", "Rosmawati", "Debora",
			"Christina Uli", "Lamria", "Nurcahaya",
		}},
		clans: []string{
			"Siregar", "Nainggolan", "Simbolon", "Sitompul", "Hutapea", "Manurung", "Sihombing", "Situmorang", "Tampubolon", "Panjaitan",
			"Simanjuntak", "Lumbantobing", "Purba", "Saragih", "Ginting", "Sembiring", "Tarigan", "Harahap", "Lubis", "Rangkuti",
		},
		places: []string{"Huta", "Dolok", "Lumban", "Danau"},
	},
	{
		name: "Sumatera Barat", zone: wib, share: 6,
		men: names{given: []string{
			"Syafrizal", "Yulizar", "Rizaldi", "Afrizal", "Zainal", "Masri", "Yusrizal", "Hendri", "Dasril", "Firdaus", "Ilham", "Nofrizal",
		}},
		women: names{given: []string{
			"Yusnidar", "Rosmaini", "Desmawati", "Elvira", "Gusnita", "Nofrianti", "Ermawati", "Syamsidar", "Rahmi", "Mardiana", "Welly",
		}},
		clans: []string{
			"", "", "Chaniago", "Koto", "Piliang", "Tanjung", "Sikumbang", "Guci", "Jambak", "Malayu", "Bodi", "Pitopang",
		},
		places: []string{"Nagari", "Bukit", "Batang", "Lembah"},
	},
	{
		name: "Riau", zone: wib, share: 6,
		men: names{
			front: []string{"", "", "Encik"},
			given: []string{"Hamdan", "Zulfahmi", "Jamaluddin", "Raja Ali", "Khairul", "Syahrial", "Tarmizi", "Burhan", "Azwar", "Helmi"},
			last:  []string{"", "Effendi", "Anwar", "Hasyim", "Yahya", "Kadir", "Daud", "Mahmud"},
		},
		women: names{
			front: []string{"", "", "Encik", "Siti"},
			given: []string{"Zubaidah", "Hamidah", "Rogayah", "Norhayati", "Zaleha", "Aisyah", "Mastura", "Jamilah", "Halimah"},
			last:  []string{"", "Effendi", "Hasyim", "Yahya", "Kadir", "Daud", "Mahmud"},
		},
		places: []string{"Sungai", "Tanjung", "Makmur", "Kepulauan"},
	},
	{
		name: "Lampung", zone: wib, share: 3,
		men: names{
			front: []string{"", "", "Raden"},
			given: []string{"Ahmad Rosidi", "Hasanudin", "Muslim", "Irawan", "Zulkarnain", "Sahrul", "Heriyanto", "Edison"},
			last:  []string{"", "Ratu", "Alam", "Putra Jaya", "Mega"},
		},
		women: names{
			given: []string{"Rosdiana", "Megawaty", "Septina", "Maryani", "Herlina", "Nurmala", "Yeni", "Ida Royani"},
			last:  []string{"", "Ratu", "Anggraini", "Puspa", "Dewanti"},
		},
		places: []string{"Way", "Pepadun", "Siger"},
	},
}

// java are the regions of Java.
var java = []region{
	{
		name: "Jawa Barat", zone: wib, share: 12,
		men: names{
			front: []string{"", "", "", "Asep", "Cecep", "Deden"},
			given: []string{"Ujang", "Yayan", "Dadang", "Iwan", "Endang", "Aep", "Nandang", "Tatang", "Ridwan", "Jajang", "Agus", "Oman"},
			last:  []string{"Hidayat", "Suryana", "Kurnia", "Permana", "Sobandi", "Gunawan", "Saepuloh", "Mulyana", "Rukmana", "Sutisna"},
		},
		women: names{
			front: []string{"", "", "", "Neng", "Teti"},
			given: []string{"Euis", "Imas", "Iis", "Nining", "Yuyun", "Lilis", "Entin", "Cucu", "Ai", "Nunung", "Rina", "Eneng"},
			last:  []string{"Kurniasih", "Rohaeti", "Nuraeni", "Komalasari", "Sumiati", "Rostika", "Kartika", "Fatonah", "Maryati", "Suhartini"},
		},
		places: []string{"Herang", "Gunung", "Parahiang", "Selatan", "Barat"},
	},
	{
		name: "Jakarta", zone: wib, share: 4,
		men: names{
			front: []string{"", "", "Muhammad", "Ahmad"},
			given: []string{"Sabeni", "Mahfud", "Naim", "Rojali", "Jaelani", "Sanusi", "Mamat", "Nasrun", "Ma'ruf", "Fachrudin"},
			last:  []string{"", "bin Sa'ad", "Marzuki", "Muchtar", "Sya'ban", "Hamid"},
		},
		women: names{
			front: []string{"", "", "Siti"},
			given: []string{"Rohaya", "Munaroh", "Masitoh", "Nur'aini", "Juleha", "Fatimah", "Rodiah", "Saodah", "Maimunah"},
			last:  []string{"", "Marzuki", "Muchtar", "Sya'diah", "Hamid"},
		},
		places: []string{"Kampung", "Kali", "Muara"},
	},
	{
		name: "Jawa", zone: wib, share: 22,
		men: names{
			given: []string{
				"Slamet", "Bambang", "Wahyu", "Eko", "Dwi", "Tri", "Agung", "Heru", "Sigit", "Yanto", "Teguh", "Gatot", "Suparman", "Sutrisno",
				"Ngadiman", "Paijo", "Mulyono", "Hadi", "Arif", "Dimas",
			},
			last: []string{
				"", "", "Santoso", "Nugroho", "Prasetyo", "Wibisono", "Setiawan", "Purnomo", "Hartono", "Kusumo", "Raharjo", "Susilo",
				"Budiarto", "Wicaksono", "Saputro", "Utomo", "Cahyono",
			},
		},
		women: names{
			given: []string{
				"Suparmi", "Sumarni", "Endah", "Wahyuni", "Sri", "Tutik", "Ratih", "Retno", "Dyah", "Puji", "Indah", "Ngatinah", "Lestari",
				"Wiwik", "Yuniarti", "Murni", "Anik", "Sulastri", "Ayu",
			},
			last: []string{
				"", "", "Rahayu", "Wulandari", "Handayani", "Astuti", "Setyowati", "Kusumawati", "Hastuti", "Widyaningsih", "Purwanti",
				"Utami", "Hartati", "Susilowati", "Pratiwi", "Nugraheni",
			},
		},
		places: []string{"Utara", "Timur", "Tengah", "Kidul", "Lor", "Mulyo", "Rejo", "Kencana"},
	},
	{
		name: "Madura", zone: wib, share: 3,
		men: names{
			front: []string{"", "", "Moh.", "R."},
			given: []string{"Mattali", "Fathorrahman", "Holil", "Busiri", "Samsul", "Imam", "Syaiful", "Hosnan", "Rofiqi"},
			last:  []string{"", "Arifin", "Bahri", "Syafi'i", "Hasan", "Rahman"},
		},
		women: names{
			front: []string{"", "", "Siti", "R.A."},
			given: []string{"Sumiyah", "Hosniyah", "Maimunah", "Rukayyah", "Zainab", "Faridah", "Suhairiyah", "Jumaati"},
			last:  []string{"", "Hasanah", "Qomariyah", "Rahman", "Arifin"},
		},
		places: []string{"Garam", "Selat", "Karapan"},
	},
}
