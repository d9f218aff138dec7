import java.io.File;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.processor.reports.enums.JobEndStatus;

/**
 * Judges PDFs against PDF/A-2a and PDF/UA-1 with veraPDF, all of them in one JVM.
 * Run by the script `standards`, which explains the exit codes.
 */
public class Standards {
    private static final List<PDFAFlavour> FLAVOURS = List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1);
    /** Failures kept in full for each rule: one is enough to find the place; the count is kept apart. */
    private static final int SHOWN = 1;
    private static final int CANNOT_JUDGE = 3;

    public static void main(String[] files) {
        silence();
        boolean pass = true;
        try {
            prepare();
            for (String file : files)
                for (PDFAFlavour flavour : FLAVOURS) pass &= judge(file, flavour);
        } catch (LinkageError | NoSuchElementException broken) {
            System.err.println("standards: veraPDF does not run: " + broken);
            System.exit(CANNOT_JUDGE);
        }
        System.exit(pass ? 0 : 1);
    }

    /** A wrong class path leaves veraPDF without its rules: that is our fault, never the file's, so it is found first. */
    private static void prepare() {
        VeraGreenfieldFoundryProvider.initialise();
        for (PDFAFlavour flavour : FLAVOURS)
            if (Profiles.getVeraProfileDirectory().getValidationProfileByFlavour(flavour).getRules().isEmpty())
                throw new NoSuchElementException("no rules for " + flavour);
    }

    private static boolean judge(String file, PDFAFlavour flavour) {
        // The parser keeps the document in static fields, so every judgement opens its own and closes it.
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, SHOWN, false, true, false)) {
            return report(file, flavour, validator.validate(parser));
        } catch (Exception unreadable) {
            verdict(false, flavour, file);
            System.out.println("  not judged: " + unreadable + cause(unreadable));
            return false;
        }
    }

    private static boolean report(String file, PDFAFlavour flavour, ValidationResult result) {
        // A check cut short, or one which checked nothing, must not count as passed.
        boolean complete = result.getJobEndStatus() == JobEndStatus.NORMAL && result.getTotalAssertions() > 0;
        boolean pass = complete && result.isCompliant();
        verdict(pass, flavour, file);
        if (!complete)
            System.out.println("  not judged to the end: " + result.getJobEndStatus() + ", "
                    + result.getTotalAssertions() + " checks made");
        firstFailures(result).forEach((rule, failure) -> describe(rule, failure, result));
        return pass;
    }

    private static Map<RuleId, TestAssertion> firstFailures(ValidationResult result) {
        Map<RuleId, TestAssertion> first = new TreeMap<>(
                Comparator.comparing(RuleId::getClause).thenComparing(RuleId::getTestNumber));
        for (TestAssertion check : result.getTestAssertions())
            if (check.getStatus() != TestAssertion.Status.PASSED) first.putIfAbsent(check.getRuleId(), check);
        return first;
    }

    private static void describe(RuleId rule, TestAssertion failure, ValidationResult result) {
        System.out.printf("  %s test %d, %d times: %s%n", rule.getClause(), rule.getTestNumber(),
                result.getFailedChecks().getOrDefault(rule, 1), oneLine(failure.getMessage()));
        if (failure.getErrorMessage() != null) System.out.println("    " + oneLine(failure.getErrorMessage()));
        System.out.println("    first at " + failure.getLocation().getContext());
    }

    private static void verdict(boolean pass, PDFAFlavour flavour, String file) {
        System.out.println((pass ? "PASS " : "FAIL ") + flavour.getId() + " " + file);
    }

    private static String cause(Exception error) {
        return error.getCause() == null ? "" : " (" + error.getCause() + ")";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** veraPDF logs its doubts about every broken file; the verdict says the same, in order. */
    private static void silence() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
