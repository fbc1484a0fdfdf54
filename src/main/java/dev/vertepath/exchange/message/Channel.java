package dev.vertepath.exchange.message;

import dev.vertepath.record.RecordException;

/** A format of messages. */
public interface Channel {

  /** As the ledger calls it: {@code fhir} or {@code hl7v2}. */
  String name();

  /**
   * Reads as much as it takes to know a message again and to answer it. What it says is looked at
   * later: see {@link Message#parts}.
   *
   * @param format its Content-Type
   * @throws RecordException when it is no message that could be answered
   */
  Message read(byte[] raw, String format);

  /**
   * A message, or the answer to one, as people read it.
   *
   * @param format its Content-Type
   */
  Legible legible(byte[] raw, String format);

  /**
   * What people read.
   *
   * @param charset that the bytes were read in
   */
  record Legible(String text, String charset) {}
}
