//! Numbers the reloads of the files, to ignore late answers and to know why each was started.

/// The readings of the files, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reloads {
    asked: u64,
    answered: Option<u64>,
    by_hand: Option<u64>,
    edited: Option<u64>,
    own: Option<u64>,
}

impl Reloads {
    /// Returns the number of a new reading.
    pub fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    /// Returns the number that the next reading will have.
    pub fn next(&self) -> u64 {
        self.asked + 1
    }

    /// Returns the number of a new reload that the user requested.
    pub fn ask_by_hand(&mut self) -> u64 {
        let number = self.ask();
        self.by_hand = Some(number);
        number
    }

    /// Returns the number of a new reading of a file that the user had open in an editor.
    pub fn ask_after_editor(&mut self) -> u64 {
        let number = self.ask();
        self.edited = Some(number);
        number
    }

    /// Returns the number of a new reading of what the browser has written itself, and has said.
    pub fn ask_of_own(&mut self) -> u64 {
        let number = self.ask();
        self.own = Some(number);
        number
    }

    /// Returns whether the browser has said itself what the last reading brought: it brought what the browser has
    /// written, or came before the reading of that, since the watcher may report the written file first.
    pub fn is_own(&mut self) -> bool {
        let own = self.own;
        self.own = own.filter(|asked| self.answered < Some(*asked));
        own.is_some()
    }

    /// Returns whether `number` is later than what was answered, and takes it as answered.
    pub fn accept(&mut self, number: u64) -> bool {
        let later = self.answered.is_none_or(|answered| answered < number);
        if later {
            self.answered = Some(number);
        }
        later
    }

    /// Returns the number of the last reading that was taken.
    pub fn answered(&self) -> Option<u64> {
        self.answered
    }

    /// Returns whether the user waits for a reload, and clears that.
    pub fn is_awaited(&mut self) -> bool {
        self.by_hand.take_if(|asked| self.answered >= Some(*asked)).is_some()
    }

    /// Returns whether the file that the user had open in an editor is read, and clears that.
    pub fn is_back_from_editor(&mut self) -> bool {
        self.edited.take_if(|asked| self.answered >= Some(*asked)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_watcher_reports_before_the_own_reading_is_own_too() {
        let mut reloads = Reloads::default();
        let watched = reloads.ask();
        let own = reloads.ask_of_own();
        assert!(reloads.accept(watched) && reloads.is_own());
        assert!(reloads.accept(own) && reloads.is_own());
        let later = reloads.ask();
        assert!(reloads.accept(later) && !reloads.is_own());
    }
}
