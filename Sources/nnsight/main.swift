print("nnsight")
