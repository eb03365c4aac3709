package vit2rtl.fpga.axi.network;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.fpga.axi.Register;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.fpga.axi.RegisterMap;

/** The registers of a network's IP: hardware, documents and drivers follow from them. */
final class NetworkMap {
  static final String IP = "vit2rtl_network";
  static final String TITLE = "Vision Transformer";

  private final NetworkIpConfig config;
  private final List<Register> registers = new ArrayList<>();
  private int counters;

  private NetworkMap(NetworkIpConfig config) {
    this.config = config;
  }

  /** @param fingerprint of the Verilog */
  static RegisterMap of(NetworkIpConfig config, int fingerprint) {
    return new NetworkMap(config).map(fingerprint);
  }

  private RegisterMap map(int fingerprint) {
    ReadBus bus = config.bus();
    int classes = config.accelerator().shape().classes();
    int bits = config.accelerator().formats().logitBits();
    constant("ID", RegisterMap.ID, "Tells this IP from others.");
    constant("VERSION", RegisterMap.MAJOR << 16 | RegisterMap.MINOR, "Version of this map.",
        new Field("MINOR", 0, 16, "Grows with additions."),
        new Field("MAJOR", 16, 16, "Grows when drivers must change."));
    constant("IMAGE", config.side() | config.channels() << 16, "Shape of an image.",
        new Field("SIDE", 0, 16, "Pixels of a line, and lines."),
        new Field("CHANNELS", 16, 8, "Bytes of a pixel."));
    constant("CLASSES", classes | bits << 16, "What comes out.",
        new Field("COUNT", 0, 16, "Logits of an image."),
        new Field("LOGIT_BITS", 16, 8, "Bits of a logit, before its sign is extended to 32."));
    constant("BUS", bus.bytes() | bus.burst() << 8 | bus.outstanding() << 20, "How constants are read.",
        new Field("BYTES", 0, 8, "Bytes of a beat of m_axi."),
        new Field("BURST", 8, 9, "Beats of a burst at most."),
        new Field("OUTSTANDING", 20, 6, "Bursts that may be under way."));
    constant("CONTRACT", ModelBin.contract(config.accelerator()),
        "CRC-32 of the numbers at offset 40 of every model.bin that this IP takes.");
    constant("STREAM_BYTES", config.streamBytes(), "Bytes of constants of an image, as offset 24 of model.bin says.");
    constant("FINGERPRINT", fingerprint, "CRC-32 of the accelerator's Verilog: same value, same function.");
    add("STATUS", Access.READ_ONLY, new Source.Flags(), "What the IP is doing.",
        new Field("BUSY", 0, 1, "Images are inside whose logits have not all left."),
        new Field("IMAGE_OPEN", 1, 1, "Some pixels of an image are in, and not all."),
        new Field("SKIPPING", 2, 1, "Pixels are dropped up to the beginning of an image."),
        new Field("READING", 3, 1, "Reads of constants are outstanding."),
        new Field("FAILED", 4, 1, "Constants could not be read; nothing goes on until a reset."),
        new Field("RESETTING", 5, 1, "A reset waits for outstanding reads, or is under way."),
        new Field("RESULT_VALID", 6, 1, "A logit stands at the output."));
    add("CONTROL", Access.READ_WRITE, new Source.Kept(3), "How the IP works.",
        new Field("RUN", 0, 1, "Images are taken; without it the one that has begun is completed and no other begins."),
        new Field("PACKETS", 1, 1, "0: a video stream, tuser with an image's first pixel, tlast with every line's last."
            + " 1: an image is a packet, tlast with its last pixel."),
        new Field("VIDEO_ORDER", 2, 1, "Of three channels: 0: red in bits 7:0, green, blue. 1: green in bits 7:0, blue,"
            + " red, as AMD's video IPs have it."));
    add("COMMAND", Access.WRITE_ONLY, new Source.Pulse(), "Requests.",
        new Field("CLEAR", 0, 1, "Write 1: counters to 0."),
        new Field("RESET", 1, 1, "Write 1: all images inside are forgotten, when outstanding reads have been answered."
            + " Other registers keep what they hold. Reset what is connected to the streams too."));
    add("MODEL_LOW", Access.READ_WRITE, new Source.Kept(32), "Address of the stream of constants, which is offset H of"
        + " model.bin, bits 31:0. A multiple of " + NetworkIpConfig.ALIGNMENT + ": the low 6 bits are taken as 0. An image"
        + " uses the address that is there when its last pixel comes in, or when the constants of the one before have been"
        + " asked for, where that is later; change it while not BUSY.");
    add("MODEL_HIGH", Access.READ_WRITE, new Source.Kept(32), "Bits 63:32 of that address; those that "
        + bus.addressBits() + " bits leave out are ignored.");
    add("INTERRUPT_ENABLE", Access.READ_WRITE, new Source.Kept(3), "Which of INTERRUPT raise the interrupt line.",
        interrupts());
    add("INTERRUPT", Access.READ_WRITE, new Source.Sticky(), "What has happened; a bit stays until 1 is written to it.",
        interrupts());
    add("ERROR", Access.READ_WRITE, new Source.Sticky(), "Causes of errors; a bit stays until 1 is written to it.",
        new Field("READ_SLAVE", 0, 1, "The memory answered a read with SLVERR."),
        new Field("READ_DECODE", 1, 1, "The memory answered a read with DECERR: nothing is at that address."),
        new Field("READ_LAST", 2, 1, "rlast was not with a burst's last beat."),
        new Field("START_EARLY", 8, 1, "tuser within an image: that image was left out and a new one begun."),
        new Field("START_MISSING", 9, 1, "A pixel behind an image's last had no tuser: dropped up to the next tuser."),
        new Field("END_EARLY", 10, 1, "tlast before a line's, or a packet's, last pixel: that image was left out."),
        new Field("END_MISSING", 11, 1, "No tlast with a line's, or a packet's, last pixel: that image was left out."));
    add("READ_LOW", Access.READ_ONLY, new Source.Live(), "Address of the next beat of constants, or of the one that"
        + " failed, bits 31:0.");
    add("READ_HIGH", Access.READ_ONLY, new Source.Live(), "Bits 63:32 of that address.");
    counter("IMAGES", "images whose last logit has left");
    counter("CYCLES", "clock cycles");
    counter("BUSY_CYCLES", "cycles in which STATUS.BUSY was high");
    counter("CONSTANT_WAITS", "cycles in which the network waited for constants");
    counter("PIXEL_WAITS", "cycles in which a pixel waited for the network");
    counter("RESULT_WAITS", "cycles in which a logit waited for the next block");
    counter("READ_BEATS", "beats of constants that came");
    counter("BROKEN_IMAGES", "images that were left out");
    add("IMAGE_CYCLES", Access.READ_ONLY, new Source.Live(), "Cycles that the last image took: from its last pixel, or"
        + " from the last logit of the image before where that is later, to its own last logit, modulo 2^32.");
    return new RegisterMap(IP, TITLE, registers);
  }

  private static Field[] interrupts() {
    return new Field[] {
        new Field("DONE", 0, 1, "An image's last logit has left."),
        new Field("TAKEN", 1, 1, "An image's last pixel is in."),
        new Field("ERROR", 2, 1, "A bit of ERROR was set.")};
  }

  private void add(String name, Access access, Source source, String meaning, Field... fields) {
    registers.add(new Register(name, 4 * registers.size(), access, source, meaning, List.of(fields)));
  }

  private void constant(String name, int value, String meaning, Field... fields) {
    add(name, Access.READ_ONLY, new Source.Constant(value), meaning, fields);
  }

  private void counter(String name, String of) {
    add(name, Access.READ_ONLY, new Source.Counter(counters++), "Counts " + of + " since the last clear, modulo 2^32.");
  }
}
