import numpy as np
import pynq
import vit2rtl_network


class Overlay:
    network = vit2rtl_network.Driver({"phys_addr": 0xA0000000})
    dma = pynq.DMA({"phys_addr": 0xA0010000})


net = vit2rtl_network.Network(Overlay, timeout=60.0)
images = [np.fromfile(f"images/{i}.raw", dtype=np.uint8).reshape(8, 8, 3) for i in range(3)]


def refused(call):
    try:
        call()
        print("not refused")
    except (ValueError, RuntimeError) as e:
        print(e)


refused(lambda: net.run(images[0]))
refused(lambda: net.load("damaged.bin"))
net.load("model.bin")
refused(lambda: net.run(images[0][:, :, 0]))
for i, image in enumerate(images):
    print(net.run(image).tolist())
    np.save(f"images/{i}.npy", image)
print(net.classify("images"))
print(net.registers.images, "images")
# The model is gone from where the network looks for it.
low = net.registers.model_low
net.registers.write(net.registers.MODEL_LOW, 0)
refused(lambda: net.run(images[0]))
net.registers.write(net.registers.MODEL_LOW, low)
print(net.run(images[1]).tolist())
