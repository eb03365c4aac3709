package vit2rtl.golden.io.torch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;

/**
 * Reads a pickle as data: the opcodes that files of tensors need, globals from a list ({@link PickleGlobal}), sizes within
 * {@link PickleLimits}. Numbers become {@code Long} or {@code Double}, text {@code String}, containers {@link PickleDict}
 * and {@link PickleList}, tensors {@link TorchTensor}; anything else is refused by name.
 */
final class PickleReader {
  /** Python's None. */
  static final Object NONE = new Object() {
    @Override
    public String toString() {
      return "None";
    }
  };
  private static final Object MARK = new Object();

  private final String file;
  private final ByteBuffer bytes;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final List<TorchStorage> storages = new ArrayList<>();
  private int objects;

  PickleReader(String file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next pickle of the bytes; what follows it stays for the next call. */
  Object next() {
    stack.clear();
    memo.clear();
    try {
      while (true) {
        int code = bytes.get() & 0xFF;
        if (code == '.') {
          return pop();
        }
        step(code);
        if (stack.size() > PickleLimits.STACK) {
          throw refused("keeps more than " + PickleLimits.STACK + " values open");
        }
      }
    } catch (BufferUnderflowException e) {
      throw refused("ends in the middle: the file is cut off");
    } catch (IndexOutOfBoundsException | ClassCastException e) {
      throw refused("is damaged near byte " + bytes.position());
    }
  }

  /** Storages that the pickles so far refer to. */
  List<TorchStorage> storages() {
    return storages;
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> bytes.get();
      case 0x95 -> bytes.getLong();
      case '(' -> stack.add(MARK);
      case '0' -> pop();
      case 'c' -> push(PickleGlobal.of(file, line(), line()));
      case 0x93 -> {
        String name = (String) pop();
        push(PickleGlobal.of(file, (String) pop(), name));
      }
      case 'R', 0x81 -> {
        PickleList arguments = (PickleList) pop();
        push(call((PickleGlobal) pop(), arguments));
      }
      case 'b' -> pop();
      case 'Q' -> {
        TorchStorage storage = TorchValues.storage(file, (PickleList) pop());
        storages.add(storage);
        push(storage);
      }
      case 'q' -> put(bytes.get() & 0xFF);
      case 'r' -> put(bytes.getInt());
      case 0x94 -> put(memo.size());
      case 'h' -> push(get(bytes.get() & 0xFF));
      case 'j' -> push(get(bytes.getInt()));
      case '}' -> push(new PickleDict());
      case ']', ')', 0x8f -> push(new PickleList());
      case 't' -> push(list(toMark()));
      case 0x85 -> tuple(1);
      case 0x86 -> tuple(2);
      case 0x87 -> tuple(3);
      case 's', 'u', 'a', 'e', 0x90 -> fill(code);
      default -> push(scalar(code));
    }
  }

  private Object scalar(int code) {
    return switch (code) {
      case 'N' -> NONE;
      case 0x88 -> Boolean.TRUE;
      case 0x89 -> Boolean.FALSE;
      case 'J' -> (long) bytes.getInt();
      case 'K' -> (long) (bytes.get() & 0xFF);
      case 'M' -> (long) (bytes.getShort() & 0xFFFF);
      case 0x8a -> integer(bytes.get() & 0xFF);
      case 'G' -> Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
      case 'X', 'T', 'B' -> text(bytes.getInt());
      case 'U', 'C', 0x8c -> text(bytes.get() & 0xFF);
      default -> throw refused(String.format("has the operation 0x%02x at byte %d, which files of tensors do not need",
          code, bytes.position() - 1));
    };
  }

  private void fill(int code) {
    List<Object> values = switch (code) {
      case 's' -> popped(2);
      case 'a' -> popped(1);
      default -> toMark();
    };
    Object target = stack.get(stack.size() - 1);
    if (code == 's' || code == 'u') {
      for (int i = 0; i + 1 < values.size(); i += 2) {
        if (target instanceof PickleDict dict) {
          dict.put(file, values.get(i), values.get(i + 1));
        } else {
          ((PickleRecord) target).hold(file, values.get(i + 1));
        }
      }
    } else {
      values.forEach(value -> ((PickleList) target).add(file, value));
    }
  }

  private Object call(PickleGlobal global, PickleList arguments) {
    return switch (global.kind()) {
      case DICT -> new PickleDict();
      case TENSOR -> TorchValues.tensor(file, arguments.values());
      case PARAMETER -> arguments.values().get(0);
      case TUPLE -> arguments.values().isEmpty() ? new PickleList() : arguments.values().get(0);
      case INERT, STORAGE -> new PickleRecord(global.name());
    };
  }

  private void push(Object value) {
    if (++objects > PickleLimits.OBJECTS) {
      throw refused("makes more than " + PickleLimits.OBJECTS + " objects");
    }
    stack.add(value);
  }

  private Object pop() {
    Object value = stack.remove(stack.size() - 1);
    if (value == MARK) {
      throw refused("is damaged near byte " + bytes.position());
    }
    return value;
  }

  private List<Object> popped(int count) {
    List<Object> top = stack.subList(stack.size() - count, stack.size());
    List<Object> values = new ArrayList<>(top);
    top.clear();
    return values;
  }

  private List<Object> toMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> values = popped(stack.size() - mark - 1);
    stack.remove(mark);
    return values;
  }

  private void tuple(int count) {
    push(list(popped(count)));
  }

  private PickleList list(List<Object> values) {
    PickleList list = new PickleList();
    values.forEach(value -> list.add(file, value));
    return list;
  }

  private void put(int index) {
    if (memo.size() >= PickleLimits.MEMO) {
      throw refused("keeps more than " + PickleLimits.MEMO + " values in its memo");
    }
    memo.put(index, stack.get(stack.size() - 1));
  }

  private Object get(int index) {
    Object value = memo.get(index);
    if (value == null) {
      throw refused("asks for entry " + index + " of its memo, which it has not");
    }
    return value;
  }

  private String line() {
    int start = bytes.position();
    while (bytes.get() != '\n') {
      if (bytes.position() - start > 1024) {
        throw refused("names a global of more than 1024 letters");
      }
    }
    return latin(start, bytes.position() - 1 - start);
  }

  private String latin(int start, int length) {
    byte[] letters = new byte[length];
    bytes.get(start, letters);
    return new String(letters, StandardCharsets.UTF_8);
  }

  private String text(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw refused("states a text of " + Integer.toUnsignedString(length) + " bytes, of which " + bytes.remaining()
          + " are there");
    }
    String text = latin(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return text;
  }

  /** A little-endian number in two's complement; beyond 64 bits only magic numbers are, and those stay text. */
  private Object integer(int length) {
    byte[] digits = new byte[length];
    bytes.get(digits);
    long value = length == 0 ? 0 : digits[length - 1] >> 7;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 8 | digits[i] & 0xFF;
    }
    if (length <= 8) {
      return value;
    }
    StringBuilder hexadecimal = new StringBuilder("0x");
    for (int i = length - 1; i >= 0; i--) {
      hexadecimal.append(String.format("%02x", digits[i]));
    }
    return hexadecimal.toString();
  }

  private InputException refused(String what) {
    return new InputException(file + ": its pickle " + what + "; it was read no further");
  }
}
