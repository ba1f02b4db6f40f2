package io.memmap.storage.file;

import java.nio.file.attribute.BasicFileAttributes;

/** What a path leads to. Only plain files and folders are ever opened. */
public enum FileKind {
  FILE("a plain file"),
  FOLDER("a folder"),
  LINK("a symbolic link"),
  OTHER("a pipe, socket or device");

  private final String text;

  FileKind(String text) {
    this.text = text;
  }

  static FileKind of(BasicFileAttributes found) {
    return of(found.isRegularFile(), found.isDirectory(), found.isSymbolicLink());
  }

  static FileKind of(boolean isFile, boolean isFolder, boolean isLink) {
    if (isFile) {
      return FILE;
    }
    if (isFolder) {
      return FOLDER;
    }
    return isLink ? LINK : OTHER;
  }

  @Override
  public String toString() {
    return text;
  }
}
