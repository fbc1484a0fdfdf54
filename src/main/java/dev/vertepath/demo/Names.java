package dev.vertepath.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Names of nobody: given and family names are drawn apart. */
final class Names {

  private static final List<String> WOMEN =
      words(
          """
          Adele Agnes Amara Anneliese Antonia Beatriz Berta Brigitte Carmen Cecilia Charlotte Clara
          Concetta Constance Delia Dolores Edith Eleanor Elisabeth Elvira Erika Esther Fatima
          Florence Frieda Gerda Gisela Greta Halina Hanna Hedwig Helga Henrietta Ingrid Irena
          Isolde Jadwiga Josephine Judith Karin Katharina Latifa Leonie Lieselotte Ludmila Magda
          Margarete Marguerite Mathilde Mei Mildred Nadia Nora Olga Ottilie Paula Philippa Rosalind
          Rosemarie Ruth Sabine Shirin Sigrid Soledad Stella Sunita Teresa Thea Ursula Valentina
          Vera Wanda Wilhelmina Yasmin Yvonne Zofia
          """);

  private static final List<String> MEN =
      words(
          """
          Albert Alfons Andrej Anselm Arnold Bernard Bruno Carlos Casimir Clemens Dmitri Edgar
          Emanuel Ernesto Eugen Felix Ferdinand Giorgio Gustav Harold Hassan Heinrich Hugo Ignacio
          Ivan Jakob Javier Jerome Kenji Konrad Lars Leonard Ludwig Marcel Mateo Nikolai Norbert
          Oskar Otto Patrick Pavel Quentin Rafael Ravi Reinhard Roland Samuel Silas Stefan Tadeusz
          Theodor Tomasz Ulrich Viktor Walter Willem Xavier Youssef
          """);

  private static final List<String> FAMILIES =
      words(
          """
          Abernathy Achterberg Adeyemi Albrecht Almeida Amsel Andersson Aoki Arnaud Ashdown Baptiste
          Barlow Becker Bellini Berger Bianchi Blomqvist Bogdan Brennan Calloway Castellano Chaudhry
          Cermak Cobbold Corrigan Dahlgren Delacroix Demir Dietrich Dobson Duarte Dvorak Eastwood
          Ekström Engel Esposito Falkner Farrell Ferreira Fischer Fontaine Galloway Gerlach Goncalves
          Greenhalgh Grünwald Haddad Hakala Halloran Hartwig Hawthorne Hidalgo Holm Horvath Iwasaki
          Jablonski Janssen Jimenez Kaltenbach Kapoor Karlsen Keller Kilpatrick Kobayashi Kovacs
          Krause Kuznetsov Lacroix Lambert Laurent Lehmann Lindqvist Lombardi Lundgren Mahmoud
          Marlow Matsuda Mendel Mercier Moreau Morgenstern Nakamura Navarro Nemeth Niemi Novak
          Nyström Oakes Odermatt Olivares Orlov Ostrowski Palmgren Pardo Pereira Petrov Pfeiffer
          Quist Rademacher Ramachandran Rinaldi Rosenthal Ruiz Saarinen Sandoval Santoro Schreiber
          Sedlak Shapiro Silveira Sorensen Steinbach Strand Suzuki Szabo Thackeray Thorne Tillman
          Urbanek Vandermeer Varga Villanueva Vogt Wachter Wainwright Weidmann Whitlock Winther Wolff
          Yilmaz Zamora Zeller Zielinski
          """);

  private Names() {}

  static String given(boolean woman, SplittableRandom random) {
    return one(woman ? WOMEN : MEN, random);
  }

  static String family(SplittableRandom random) {
    return one(FAMILIES, random);
  }

  private static String one(List<String> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
