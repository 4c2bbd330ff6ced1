print("portillon")
