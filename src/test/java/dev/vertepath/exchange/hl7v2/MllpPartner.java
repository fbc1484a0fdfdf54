package dev.vertepath.exchange.hl7v2;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericParser;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import dev.vertepath.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hospital's system that takes in messages over MLLP: HAPI's server. */
public final class MllpPartner implements AutoCloseable {

  private final DefaultHapiContext context = new Context();
  private final HL7Service server;
  private final int port;
  private final List<String> got = new CopyOnWriteArrayList<>();
  private volatile Function<String, AcknowledgmentCode> answers = message -> AcknowledgmentCode.CA;

  public MllpPartner() {
    this(
        FreePort.next(),
        () -> {
          try {
            return new ServerSocket();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * @param unbound what it will wait at, with TLS or without
   */
  public MllpPartner(int port, Supplier<ServerSocket> unbound) {
    this.port = port;
    // The one of HAPI is for all contexts, and closed with the first.
    context.setExecutorService(Executors.newCachedThreadPool());
    context.setValidationContext(ValidationContextFactory.noValidation());
    // The one that HAPI has writes a file.
    context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
    context.setSocketFactory(
        new StandardSocketFactory() {
          @Override
          public ServerSocket createServerSocket() {
            return unbound.get();
          }
        });
    server = context.newServer(port, false);
    server.registerApplication(new Taking());
    try {
      server.startAndWait();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  /** What it answers from now on. */
  public void answers(Function<String, AcknowledgmentCode> given) {
    answers = given;
  }

  /** What it got that has this in it, in its order. */
  public List<String> got(String text) {
    return got.stream().filter(message -> message.contains(text)).toList();
  }

  @Override
  public void close() {
    server.stopAndWait();
    context.close();
  }

  /** HAPI takes what has an MSA for the answer to what it sent itself; here nothing was. */
  private static final class Context extends DefaultHapiContext {

    @Override
    public synchronized GenericParser getGenericParser() {
      return new GenericParser(this) {
        @Override
        public @Nullable String getAckID(String message) {
          return null;
        }
      };
    }
  }

  private final class Taking implements ReceivingApplication<Message> {

    @Override
    public Message processMessage(Message message, Map<String, Object> metadata)
        throws HL7Exception {
      String text = message.encode();
      got.add(text);
      try {
        return message.generateACK(answers.apply(text), null);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean canProcess(Message message) {
      return true;
    }
  }
}
