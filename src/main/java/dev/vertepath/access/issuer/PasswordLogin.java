package dev.vertepath.access.issuer;

import dev.vertepath.access.audit.Logins;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Lets a person in by name and password. Whether the name, the password or a lock is what keeps her
 * out, it does not tell, nor by how long it takes.
 */
final class PasswordLogin implements AuthenticationProvider {

  private final Accounts accounts;
  private final PasswordEncoder encoder;
  private final Clock clock;
  private final String hashOfNobodys;

  PasswordLogin(Accounts accounts, PasswordEncoder encoder, Clock clock) {
    this.clock = clock;
    this.accounts = accounts;
    this.encoder = encoder;
    this.hashOfNobodys = String.valueOf(encoder.encode("nobody's password"));
  }

  @Override
  public Authentication authenticate(Authentication tried) {
    String password = String.valueOf(tried.getCredentials());
    Optional<Account> account = accounts.find(tried.getName());
    boolean mayTry = account.isPresent() && accounts.mayTry(account.get());
    boolean right =
        matches(password, account.map(Account::password).orElse(hashOfNobodys)) && mayTry;
    if (!right) {
      throw new BadCredentialsException(
          "Wrong name or password, or locked after several wrong ones");
    }
    accounts.succeeded(account.orElseThrow());
    Logins.letIn(account.orElseThrow().caller(null));
    return UsernamePasswordAuthenticationToken.authenticated(
        account.orElseThrow().subject(), null, List.of(byPasswordNow()));
  }

  /** From which tokens tell when she logged in. */
  private GrantedAuthority byPasswordNow() {
    return FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
        .issuedAt(clock.instant())
        .build();
  }

  private boolean matches(String password, String hash) {
    try {
      return encoder.matches(password, hash);
    } catch (IllegalArgumentException tooLong) {
      return false;
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
