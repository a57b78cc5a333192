import java.io.FileInputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Arguments: profiles with commas, then files. A line for each pair: file, profile, checks done, PASS or FAIL, clauses broken. */
public class Vera {
    private static final int SHOWN = 10000;

    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String profile : args[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.fromString(profile);
            // Without JAXB every profile is silently missing, and a file without rules breaks none.
            if (flavour == PDFAFlavour.NO_FLAVOUR || Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour).getRules().isEmpty())
                throw new IllegalStateException("No such profile: " + profile);
            for (int i = 1; i < args.length; i++) judge(args[i], profile, flavour);
        }
    }

    private static void judge(String name, String profile, PDFAFlavour flavour) throws Exception {
        try (FileInputStream file = new FileInputStream(name); PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, SHOWN, false, false, false);
            ValidationResult result = validator.validate(parser);
            Set<String> broken = new TreeSet<>();
            for (TestAssertion row : result.getTestAssertions())
                if (row.getStatus() == TestAssertion.Status.FAILED)
                    broken.add(row.getRuleId().getClause() + "-" + row.getRuleId().getTestNumber());
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.println(String.join("\t", name, profile, String.valueOf(result.getTotalAssertions()), verdict, String.join(" ", broken)));
        }
    }
}
