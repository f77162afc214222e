// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small files that ask for great time or memory. */
enum Bombs {
  NESTED_SEQUENCES("nested sequences") {
    @Override
    byte[] file() {
      RawDicom raw = RawDicom.explicitLittle();
      for (int i = 0; i < 200_000; i++) {
        raw.header(0x00081140, "SQ", 0xffffffffL).item(0xfffee000, 0xffffffffL);
      }
      return raw.file("1.2.840.10008.1.2.1");
    }
  },
  DEFLATED_ZEROS("bytes to hold in memory") {
    @Override
    byte[] file() {
      return RawDicom.file("1.2.840.10008.1.2.1.99", deflatedZeros(2L << 30));
    }
  },
  DEFLATED_ELEMENTS("elements, items and fragments") {
    @Override
    byte[] file() {
      byte[] element = RawDicom.explicitLittle().us(0x00280010, 1).bytes();
      return RawDicom.file("1.2.840.10008.1.2.1.99", deflated(element, 5_000_000));
    }
  },
  EMPTY_ITEMS("elements, items and fragments") {
    @Override
    byte[] file() {
      RawDicom raw = RawDicom.explicitLittle().header(0x00081140, "SQ", 0xffffffffL);
      byte[] items = new byte[40_000_000];
      for (int i = 0; i < items.length; i += 8) {
        items[i] = (byte) 0xfe;
        items[i + 1] = (byte) 0xff;
        items[i + 3] = (byte) 0xe0;
      }
      return raw.raw(items).file("1.2.840.10008.1.2.1");
    }
  },
  EMPTY_FRAGMENTS("elements, items and fragments") {
    @Override
    byte[] file() {
      RawDicom raw = RawDicom.explicitLittle().header(0x7fe00010, "OB", 0xffffffffL);
      byte[] items = new byte[20_000_000];
      for (int i = 0; i < items.length; i += 8) {
        items[i] = (byte) 0xfe;
        items[i + 1] = (byte) 0xff;
        items[i + 3] = (byte) 0xe0;
      }
      return raw.raw(items).file("1.2.840.10008.1.2.4.70");
    }
  },
  DECLARED_LENGTH("read with 1 finding") {
    @Override
    byte[] file() {
      RawDicom raw = RawDicom.explicitLittle().header(0x00091010, "OB", 0x7fffffffL);
      return raw.raw(new byte[100]).file("1.2.840.10008.1.2.1");
    }
  };

  private final String outcome;

  Bombs(String outcome) {
    this.outcome = outcome;
  }

  abstract byte[] file();

  String outcome() {
    return outcome;
  }

  /** The outcome where it is as expected, else what happened instead. */
  String defuse() {
    String happened;
    try (DicomObject object =
        new DicomParser(DicomLimits.defaults(), Strictness.LENIENT).read(file())) {
      happened = "read with " + object.findings().size() + " finding";
    } catch (DicomException e) {
      happened = String.valueOf(e.getMessage());
    }
    return happened.contains(outcome) ? outcome : happened;
  }

  private static byte[] deflatedZeros(long size) {
    return deflated(new byte[1 << 20], (int) (size >> 20));
  }

  private static byte[] deflated(byte[] part, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = part;
    int left = times;
    while (block.length < 1 << 16 && left % 10 == 0) {
      byte[] ten = new byte[block.length * 10];
      for (int i = 0; i < 10; i++) {
        System.arraycopy(block, 0, ten, i * block.length, block.length);
      }
      block = ten;
      left /= 10;
    }
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(out, new Deflater(1, true), 1 << 16)) {
      for (int i = 0; i < left; i++) {
        deflate.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Defuses all, in whatever heap it is started with; fails when one ends otherwise. */
  static final class Runner {
    private Runner() {}

    public static void main(String[] args) {
      for (Bombs bomb : values()) {
        String outcome = bomb.defuse();
        if (!outcome.equals(bomb.outcome())) {
          throw new IllegalStateException(bomb + ": " + outcome);
        }
      }
    }
  }
}
