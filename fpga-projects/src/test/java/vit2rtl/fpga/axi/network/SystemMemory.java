package vit2rtl.fpga.axi.network;

import java.util.Map;
import java.util.TreeMap;

/** Memory as devices see it: pieces at addresses, and nothing between them. */
final class SystemMemory implements ReadMemory.Contents {

  /** Some bytes. */
  interface Piece {
    long bytes();

    byte get(long offset);

    void set(long offset, byte value);

    static Piece of(byte[] bytes) {
      return new Piece() {
        @Override
        public long bytes() {
          return bytes.length;
        }

        @Override
        public byte get(long offset) {
          return bytes[(int) offset];
        }

        @Override
        public void set(long offset, byte value) {
          bytes[(int) offset] = value;
        }
      };
    }
  }

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();

  void put(long address, Piece piece) {
    pieces.put(address, piece);
  }

  boolean holds(long address, long bytes) {
    Map.Entry<Long, Piece> piece = pieces.floorEntry(address);
    return piece != null && address - piece.getKey() + bytes <= piece.getValue().bytes();
  }

  @Override
  public boolean holds(long address) {
    return holds(address, 1);
  }

  /** Behind a piece's end lie zeros, as far as a beat reaches. */
  @Override
  public byte at(long address) {
    Map.Entry<Long, Piece> piece = pieces.floorEntry(address);
    return piece != null && address - piece.getKey() < piece.getValue().bytes()
        ? piece.getValue().get(address - piece.getKey()) : 0;
  }

  void set(long address, byte value) {
    Map.Entry<Long, Piece> piece = pieces.floorEntry(address);
    piece.getValue().set(address - piece.getKey(), value);
  }
}
