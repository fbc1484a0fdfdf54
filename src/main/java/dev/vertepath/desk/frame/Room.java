package dev.vertepath.desk.frame;

/** A part of the desk that is open to some and not to others. */
public interface Room {

  /** Where it begins. */
  String path();

  /** Whether any of it is open to who looks, as the API decides it. */
  boolean isOpen();
}
