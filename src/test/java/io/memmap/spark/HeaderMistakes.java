package io.memmap.spark;

import static io.memmap.spark.Mistake.reading;

import java.util.List;

/** Invalid headers, and options that contradict headers. */
public final class HeaderMistakes {
  private HeaderMistakes() {}

  public static List<Mistake> headers() {
    return List.of(
        reading("path", "{folder}/raw.npy")
            .says(
                "file {folder}/raw.npy: a .npy header, which begins with \\x93NUMPY: found other"
                    + " bytes; for a file without a header give dtype and shape and header=none")
            .curedBy("header", "none"),
        reading("path", "{folder}/pickle.npy")
            .says(
                "file {folder}/pickle.npy: a .npy header, which begins with \\x93NUMPY: found what"
                    + " looks like a Python pickle, which is not read; save the array with"
                    + " np.save"),
        reading("path", "{folder}/cut.npy")
            .says(
                "file {folder}/cut.npy: a .npy header: expected 118 bytes, found 90 up to the end"
                    + " of the file; it was cut off, so copy or save it again"),
        reading("path", "{folder}/short.npy")
            .says(
                "file {folder}/short.npy: dtype int16, shape (4, 3), order C, offset 128 needs 152"
                    + " bytes, found 151; shape=(3, 3) would fit; it leaves out the last 5 bytes"),
        reading("path", "{folder}/version9.npy")
            .says(
                "file {folder}/version9.npy: .npy version 9.0: NumPy has versions 1.0, 2.0 and 3.0;"
                    + " save the array again with np.save"),
        reading("path", "{folder}/object.npy")
            .says(
                "file {folder}/object.npy: a .npy header of dtype '|O': Python objects are pickled,"
                    + " not mapped; convert the array to a fixed-width dtype"),
        reading("path", "{folder}/code.npy")
            .says(
                "file {folder}/code.npy: a .npy header, a dict of descr, fortran_order and shape:"
                    + " found '{'descr': '<i2', 'fortran_order': False, 'shape': exit(), }',"
                    + " not a Python literal at character 51: the name exit, where a literal must"
                    + " stand; save the array again with np.save"),
        reading("path", "{folder}/zip.npy")
            .says(
                "file {folder}/zip.npy: a .npy header, which begins with \\x93NUMPY: found a zip"
                    + " archive; give it the name it has in NumPy, *.npz, and name its member"),
        reading("header", "npy")
            .says(
                "file {folder}/data.dat: a .npy header, which begins with \\x93NUMPY: found other"
                    + " bytes; for a file without a header give dtype and shape and header=none")
            .curedBy("header", "none"),
        reading("header", "yes")
            .says("option header='yes': must be npy or none")
            .curedBy("header", "none"),
        reading("path", "{folder}/good.npy", "dtype", "f4")
            .says(
                "file {folder}/good.npy: option dtype='float32' contradicts its header, found dtype"
                    + " int16; leave the option out, or give header=none to read the bytes as they"
                    + " are")
            .curedBy("dtype", ""),
        reading("path", "{folder}/good.npy", "shape", "3,3")
            .says(
                "file {folder}/good.npy: option shape='(3, 3)' contradicts its header, found shape"
                    + " (4, 3); leave the option out, or give header=none to read the bytes as they"
                    + " are")
            .curedBy("shape", ""),
        reading("path", "{folder}/good.npy", "order", "F")
            .says(
                "file {folder}/good.npy: option order='F' contradicts its header, found order C;"
                    + " leave the option out, or give header=none to read the bytes as they are")
            .curedBy("header", "none"),
        reading("path", "{folder}/good.npy", "offset", "80")
            .says(
                "file {folder}/good.npy: option offset='80' contradicts its header, found offset"
                    + " 128; leave the option out, or give header=none to read the bytes as they"
                    + " are")
            .curedBy("offset", ""));
  }

  public static List<Mistake> archives() {
    return List.of(
        reading("path", "{folder}/two.npz")
            .says(
                "file {folder}/two.npz: an .npz archive of 2 arrays, found x, y; name one of them"
                    + " with option member")
            .curedBy("member", "x"),
        reading("path", "{folder}/two.npz", "member", "z")
            .says(
                "file {folder}/two.npz: member 'z' of the .npz: found x, y; give one of them as"
                    + " member")
            .curedBy("member", "y"),
        reading("path", "{folder}/compressed.npz")
            .says(
                "file {folder}/compressed.npz: member 'x' of the .npz: it is compressed, so it"
                    + " can't be mapped; save it with np.savez instead of np.savez_compressed"),
        reading("path", "{folder}/raw.npz")
            .says(
                "file {folder}/raw.npz: a .npz archive: it has no directory at its end, so it was"
                    + " cut off or is not a zip archive; copy it again, or save it with np.savez"),
        reading("path", "{folder}/none.npz")
            .says(
                "file {folder}/none.npz: an .npz archive without arrays; save some with np.savez"),
        reading("path", "{folder}/good.npy", "member", "x")
            .says(
                "option member='x': file {folder}/good.npy is not an .npz archive; leave the option"
                    + " out, or name a file *.npz")
            .curedBy("member", ""));
  }

  public static List<Mistake> slices() {
    return List.of(
        slice("20")
            .says(
                "file {folder}/data.dat: slice '20': index 20 is out of bounds for axis 0 with"
                    + " length 12; give one from -12 to 11")
            .curedBy("slice", "11"),
        slice("0, 0, 0")
            .says(
                "file {folder}/data.dat: slice '0, 0, 0': 3 indices, found an array of 2 axes,"
                    + " shape (12, 10); give one index or slice for each axis")
            .curedBy("slice", "0, 0"),
        slice("..., ...")
            .says(
                "option slice '..., ...': more than one ...; only one can stand for the axes that"
                    + " are left")
            .curedBy("slice", "..."),
        slice("[1, 2]")
            .says(
                "option slice '[1, 2]': lists of indices are not basic indexing; filter the"
                    + " DataFrame instead")
            .curedBy("slice", "1:3"),
        slice("1:2:0")
            .says("option slice '1:2:0': the step of a slice can't be 0")
            .curedBy("slice", "1:2:1"),
        slice("1.5")
            .says(
                "option slice '1.5': '1.5' is not an index or slice; write 10:1000:3, ..., -1 or"
                    + " what np.s_[...] prints")
            .curedBy("slice", "1"),
        slice("None")
            .says(
                "option slice 'None': None would add an axis, which a DataFrame has no use for;"
                    + " leave it out")
            .curedBy("slice", ":"),
        slice("a")
            .says(
                "option slice 'a': 'a' is not an index or slice; write 10:1000:3, ..., -1 or what"
                    + " np.s_[...] prints")
            .curedBy("slice", ":"));
  }

  private static Mistake slice(String text) {
    return reading("shape", "12,10", "slice", text);
  }
}
